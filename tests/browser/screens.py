"""Every page of the product: what looks, languages and screenshots go through.

Places in a path are filled in by the world of `worlds.py`: ``{review}`` (a waiting picture),
``{done}`` (a completed review), ``{text}`` (a waiting text), ``{job}``, ``{workflow}`` (its name),
``{term_list}``, ``{image_list}``, ``{delivery}``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One page: its name in file names, its address, and who opens it."""

    name: str
    path: str
    role: str = "admin"
    """``admin``, ``reviewer``, or ``stranger``."""


SCREENS = (
    Screen("sign-in", "/sign-in", "stranger"),
    Screen("sign-up-by-invitation", "/sign-up", "stranger"),
    Screen("forgotten-password", "/password/reset", "stranger"),
    Screen("team", "/admin/team"),
    Screen("team-new", "/teams/new"),
    Screen("team-delete", "/admin/team/delete"),
    Screen("account", "/account", "reviewer"),
    Screen("account-password", "/account/password", "reviewer"),
    Screen("try-image", "/try/image", "reviewer"),
    Screen("try-text", "/try/text?sample", "reviewer"),
    Screen("workflows", "/workflows"),
    Screen("workflow-edit", "/workflows/edit/{workflow}"),
    Screen("workflow-version", "/workflows/versions/{workflow}/1"),
    Screen("workflow-execute", "/workflows/execute/{workflow}"),
    Screen("jobs", "/workflows/jobs"),
    Screen("job", "/workflows/jobs/{job}"),
    Screen("callbacks", "/workflows/callbacks"),
    Screen("callback", "/workflows/callbacks/{delivery}"),
    Screen("review-image", "/review/image", "reviewer"),
    Screen("review-text", "/review/text", "reviewer"),
    Screen("review-keys", "/review/keys", "reviewer"),
    Screen("review-tour", "/review/tour", "reviewer"),
    Screen("review-details", "/review/item/{review}", "reviewer"),
    Screen("dashboard", "/"),
    Screen("completed", "/completed"),
    Screen("my-day", "/my-day", "reviewer"),
    Screen("tags", "/admin/tags"),
    Screen("team-settings", "/admin/settings"),
    Screen("help", "/help/image"),
    Screen("wellbeing", "/account/wellbeing", "reviewer"),
    Screen("credentials", "/admin/credentials"),
    Screen("console", "/admin/console"),
    Screen("console-get", "/admin/console/get_job_details"),
    Screen("manage", "/admin/reviews"),
    Screen("manage-result", "/admin/reviews/result?period=30-days"),
    Screen("limbo", "/review/limbo", "reviewer"),
    Screen("held", "/review/held", "reviewer"),
    Screen("review-history", "/review/item/{done}/history", "reviewer"),
    Screen("quality", "/admin/quality"),
    Screen("quality-agreement", "/admin/quality/agreement"),
    Screen("quality-golden", "/admin/quality/golden"),
    Screen("quality-golden-new", "/admin/quality/golden/new"),
    Screen("my-quality", "/account/quality", "reviewer"),
    Screen("term-lists", "/lists/terms"),
    Screen("term-list", "/lists/terms/{term_list}"),
    Screen("image-lists", "/lists/images"),
    Screen("image-list", "/lists/images/{image_list}"),
)

"""What each screen is for, in a sentence, and what one does there, in a few.

The same texts are the pages of the manual (docs/screens), so they are told once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Help:
    """One screen's help. `key` is that of the place (`web.frame.places`)."""

    key: str
    purpose: str | Promise
    steps: tuple[str | Promise, ...]


TEXTS = (
    Help(
        "dashboard",
        _("What waits, in which queue, and how long there is left."),
        (
            _("The red figure counts what waits; press it to work in that queue."),
            _("A queue with a target shows the time that is left for its oldest item."),
            _("A new team sees four first steps; they go away when all are done."),
        ),
    ),
    Help(
        "completed",
        _("Who decided how much, by subteam, tag and day."),
        (
            _("Choose the days and what to count; the address keeps the choice."),
            _("Each chart has its table below it, and a CSV file for spreadsheets."),
            _("Only administrators see the figures of other people."),
        ),
    ),
    Help(
        "my-day",
        _("What you decided today. Only you see this page."),
        (
            _("Figures count from midnight UTC."),
            _("What you took back is not counted."),
        ),
    ),
    Help(
        "try-image",
        _("Shows what the machines find in a picture, before anything is set up."),
        (
            _("Choose files or a sample picture; the page says how many and how large."),
            _("Boxes show faces and text; scores stand beside their thresholds."),
            _("Send a picture to review, or straight into a workflow."),
        ),
    ),
    Help(
        "try-text",
        _("Shows what the machines find in a text."),
        (
            _("Type up to 1,024 characters, or take the sample."),
            _("Terms and personal data are marked; focus a mark to read why."),
            _("Send the text to review, or straight into a workflow."),
        ),
    ),
    Help(
        "image",
        _("Decide pictures: switch tags on where they apply, then press Next for all of them."),
        (
            _("Grey is off, green with a tick is on. A picture without tags is approved."),
            _("Next stores your decisions at once. Prev takes the last batch back while it lasts."),
            _("Pictures are blurred and grey at first; hold the pointer or R to look."),
            _("A card's menu moves it to a subteam, holds it, assigns it or skips it."),
            _("A card with a count stands for items that look alike: one decision counts for all."),
            _("Press ? for the keys; you can change every one of them."),
        ),
    ),
    Help(
        "text",
        _("Decide texts, one at a time."),
        (
            _("Offensive terms are yellow with a line, personal data blue with dots."),
            _("Characters that cannot be seen are shown as symbols."),
            _("Tags, Next, Prev and the menu work as for pictures."),
        ),
    ),
    Help(
        "limbo",
        _("Decisions that are stored but can still be taken back."),
        (
            _("When the time is up, a decision is final and its callback goes out."),
            _("Submit now ends the time; Take back brings the item back to you."),
            _("The length of the time is a setting of the team."),
        ),
    ),
    Help(
        "held",
        _("Items that somebody set aside for later."),
        (
            _("A held item goes back to its queue by itself when its time is up."),
            _("Release it earlier, or give it more time."),
        ),
    ),
    Help(
        "term-lists",
        _("Your own terms, which Screen and workflows look for beside the built-in ones."),
        (
            _("Add terms one by one, many at once, or from a file."),
            _("Changes count after Refresh."),
            _("Test a text against one list to see what it would find."),
        ),
    ),
    Help(
        "image-lists",
        _("Pictures you know, found again although they were resized, cut or turned."),
        (
            _("Only fingerprints are kept, never the pictures."),
            _("Changes count after Refresh."),
            _("Test a picture against one list to see what it would match."),
        ),
    ),
    Help(
        "workflows",
        _("Rules that decide which items a person must look at."),
        (
            _("A workflow asks the machines, and makes a review where its conditions hold."),
            _("The editor shows errors at their line. Saving makes a new version."),
            _("Execute runs it on a file or a text, with the report as it comes."),
        ),
    ),
    Help(
        "jobs",
        _("Every item that went through a workflow, with its report."),
        (
            _("The newest stand first; filters stay in the address."),
            _("Run again sends the same item through the workflow of today."),
        ),
    ),
    Help(
        "callbacks",
        _("What was sent to your applications, and what they answered."),
        (
            _("A callback is tried ten times over 75 hours."),
            _("Replay sends it once more, with the same id."),
        ),
    ),
    Help(
        "manage",
        _("Every review of the team, waiting or done."),
        (
            _("Filter, then choose rows or all that match."),
            _("Move, assign, hold, release, reopen or delete what is selected, or export it."),
            _("A reopened review sends its corrected result as a second callback."),
        ),
    ),
    Help(
        "people",
        _("Who belongs to the team, and who is invited."),
        (
            _("Administrators manage people, tags, keys and workflows; reviewers decide."),
            _("An invitation is a link; with a mail server it is sent as well."),
            _("A subteam is a queue of its own. Without members it is open to everybody."),
        ),
    ),
    Help(
        "tags",
        _("The buttons under every item, in your order."),
        (
            _("A code has one or two letters; a and r are always there and can only be hidden."),
            _("Results that were given keep the codes of tags that are removed."),
        ),
    ),
    Help(
        "credentials",
        _("What an application needs: the address, the team id and a key."),
        (
            _("A key is shown once, when it is made. Make a new one rather than sharing one."),
            _("A key that is revoked or has run out is refused at once."),
        ),
    ),
    Help(
        "quality",
        _("How well decisions agree, and where a lead should look."),
        (
            _("A second opinion is asked blind, from another person."),
            _("Golden items have a known answer and are mixed into the queue."),
            _("Both are off until you set a percentage in the settings."),
        ),
    ),
    Help(
        "settings",
        _("How the team works: thresholds, times, order and limits."),
        (
            _("An empty field means what the installation says."),
            _("Every change stands in the audit record."),
        ),
    ),
    Help(
        "console",
        _("Every call of the API, to try out on this team."),
        (
            _("The key of this page is its own and lives for an hour."),
            _("Send makes a real call; the request can be copied as code."),
            _("Ids in an answer lead to the next call."),
        ),
    ),
)
BY_KEY = {text.key: text for text in TEXTS}

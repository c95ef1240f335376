"""Addresses of this screen."""

from django.urls import URLPattern, path

from openmoderator.web.quality import agreement, golden, own, pairs

urlpatterns: list[URLPattern] = [
    path("admin/quality", pairs.disagreements, name="quality"),
    path("admin/quality/pairs/<int:pk>", pairs.show, name="quality-pair"),
    path("admin/quality/pairs/<int:pk>/settle", pairs.settle_pair, name="quality-settle"),
    path("admin/quality/pairs/<int:pk>/reopen", pairs.reopen_first, name="quality-reopen"),
    path("admin/quality/agreement", agreement.agreement, name="quality-agreement"),
    path("admin/quality/agreement.csv", agreement.download, name="quality-csv"),
    path("admin/quality/golden", golden.items, name="golden"),
    path("admin/quality/golden/new", golden.new, name="golden-new"),
    path("admin/quality/golden/<uuid:item>/retire", golden.retire_item, name="golden-retire"),
    path("account/quality", own.mine, name="my-quality"),
    path("account/quality/<uuid:item>/picture", own.picture, name="golden-picture"),
]

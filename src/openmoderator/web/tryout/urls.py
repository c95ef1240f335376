"""Addresses of Try."""

from django.urls import URLPattern, path

from openmoderator.web.tryout import files, pictures, texts

urlpatterns: list[URLPattern] = [
    path("try", pictures.first_page, name="try"),
    path("try/image", pictures.page, name="try-image"),
    path("try/image/<uuid:trial_id>", pictures.result, name="try-image-result"),
    path("try/text", texts.page, name="try-text"),
    path("try/text/<uuid:trial_id>", texts.result, name="try-text-result"),
    path("try/picture/<str:kept>", files.picture, name="try-picture"),
    path("try/sample/<str:name>", files.sample, name="try-sample"),
]

"""What the operations are called in the console: the groups and names of the old portal
(review-tool 14). An operation without a name here is shown under its summary.
"""

from __future__ import annotations

from typing import Final

GROUPS: Final = {
    "Jobs": "Job",
    "Reviews": "Review",
    "Workflows": "Workflow",
    "Pictures": "Image moderation",
    "Texts": "Text moderation",
    "Image lists": "Image lists",
    "Term lists": "Term lists",
    "Native": "OpenModerator",
}
"""Tags of our OpenAPI document, in the order of the console."""

NAMES: Final = {
    "create_job": "Job - Create",
    "get_job_details": "Job - Get",
    "create_reviews": "Review - Create",
    "get_review": "Review - Get",
    "put_workflow": "Workflow - Create Or Update",
    "get_workflow": "Workflow - Get",
    "get_workflows": "Workflow - Get All",
    "evaluate": "Image - Evaluate",
    "find_faces": "Image - Find Faces",
    "ocr": "Image - OCR",
    "match": "Image - Match",
    "screen_text": "Text - Screen",
    "detect_language_of_text": "Text - Detect Language",
    "get_image_lists": "Image Lists - Get All",
    "create_image_list": "Image Lists - Create",
    "get_image_list": "Image Lists - Get Details",
    "update_image_list": "Image Lists - Update Details",
    "delete_image_list": "Image Lists - Delete",
    "refresh_image_list": "Image Lists - Refresh Search Index",
    "add_image": "Image - Add",
    "get_image_ids": "Image - Get All Ids",
    "delete_images": "Image - Delete All",
    "delete_image": "Image - Delete",
    "get_term_lists": "Term Lists - Get All",
    "create_term_list": "Term Lists - Create",
    "get_term_list": "Term Lists - Get Details",
    "update_term_list": "Term Lists - Update Details",
    "delete_term_list": "Term Lists - Delete",
    "refresh_term_list": "Term Lists - Refresh Search Index",
    "add_term": "Term - Add",
    "delete_term": "Term - Delete",
    "get_terms": "Term - Get All",
    "delete_terms": "Term - Delete All",
    "moderate_texts": "Texts - Moderate Many",
    "moderate_pictures": "Images - Moderate Many",
    "get_team": "Team - Get",
}

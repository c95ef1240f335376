"""Examples of answers of the moderation calls for our OpenAPI. Tests hold them to their schema."""

from __future__ import annotations

from typing import Any, Final

_STATUS: Final[dict[str, Any]] = {"Code": 3000, "Description": "OK", "Exception": None}
_GUID: Final = "2a4b5160-0bce-4634-b045-7b13009130bb"
_TRACKING: Final = f"OM_0123456789abcdef0123456789abcdef_ContentModerator.OpenModerator_{_GUID}"
_INFO: Final = [
    {"Key": "ImageDownloadTimeInMs", "Value": "130"},
    {"Key": "ImageSizeInBytes", "Value": "136521"},
]
CACHE_ID: Final = "c660dfa6-1111-2222-3333-444455556666_636422189473647994"

EVALUATION: Final[dict[str, Any]] = {
    "AdultClassificationScore": 0.0156,
    "IsImageAdultClassified": False,
    "RacyClassificationScore": 0.0198,
    "IsImageRacyClassified": False,
    "AdvancedInfo": _INFO,
    "Result": False,
    "Status": _STATUS,
    "TrackingId": _TRACKING,
    "CacheID": CACHE_ID,
}
FOUND_FACES: Final[dict[str, Any]] = {
    "Faces": [{"Left": 64, "Top": 59, "Right": 156, "Bottom": 151}],
    "Count": 1,
    "AdvancedInfo": [],
    "Result": True,
    "Status": _STATUS,
    "TrackingId": _TRACKING,
    "CacheId": CACHE_ID,
}
OCR: Final[dict[str, Any]] = {
    "Metadata": _INFO,
    "Language": "eng",
    "Text": "FIRST LINE \r\nSECOND LINE \r\n",
    "Candidates": [
        {"Text": "FIRST LINE", "Confidence": 0.99},
        {"Text": "SECOND LINE", "Confidence": 0.97},
    ],
    "Status": _STATUS,
    "TrackingId": _TRACKING,
    "CacheId": CACHE_ID,
}
MATCHED: Final[dict[str, Any]] = {
    "IsMatch": True,
    "Matches": [
        {
            "Score": 1.0,
            "MatchId": 169490,
            "Source": "169642",
            "Tags": [101],
            "Label": "Sports",
            "Details": {"Distance": 0, "Exact": True, "AddedAt": "2026-11-06T05:04:43+00:00"},
        }
    ],
    "Status": _STATUS,
    "TrackingId": _TRACKING,
    "CacheID": CACHE_ID,
}
SCREENED: Final[dict[str, Any]] = {
    "OriginalText": "A crap email: name@site.test",
    "NormalizedText": "A crap email: name@ site. test",
    "AutoCorrectedText": "A crap email: name@ site. test",
    "Misrepresentation": None,
    "PII": {
        "Email": [
            {
                "Detected": "name@site.test",
                "SubType": "Regular",
                "Text": "name@site.test",
                "Index": 14,
            }
        ],
        "IPA": [],
        "Phone": [],
        "Address": [],
        "SSN": [],
    },
    "Classification": {
        "ReviewRecommended": True,
        "Category1": {"Score": 0.0027},
        "Category2": {"Score": 0.2219},
        "Category3": {"Score": 0.988},
    },
    "Language": "eng",
    "Terms": [{"Index": 2, "OriginalIndex": 2, "ListId": 0, "Term": "crap"}],
    "Status": _STATUS,
    "TrackingId": _GUID,
}
DETECTED: Final[dict[str, Any]] = {
    "DetectedLanguage": "ita",
    "Status": _STATUS,
    "TrackingId": _GUID,
}

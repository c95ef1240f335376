"""Answers of the old service as they are on record (contract 3 and 4), and their shapes.

A shape is what a client can rely on: names, types, and null against left out. Values differ.
"""

from __future__ import annotations

import json
from typing import Any

STATUS = {"Code": 3000, "Description": "OK", "Exception": None}
TRACKING = (
    "SEA_0123456789abcdef0123456789abcdef_ContentModerator.Preview_"
    "11111111-2222-3333-4444-555555555555"
)
CACHE = "c660dfa6-1111-2222-3333-444455556666_636422189473647994"
DOWNLOADED = [
    {"Key": "ImageDownloadTimeInMs", "Value": "130"},
    {"Key": "ImageSizeInBytes", "Value": "136521"},
]

EVALUATED = {
    "AdultClassificationScore": 0.0156,
    "IsImageAdultClassified": False,
    "RacyClassificationScore": 0.0198,
    "IsImageRacyClassified": False,
    "AdvancedInfo": DOWNLOADED,
    "Result": False,
    "Status": STATUS,
    "TrackingId": TRACKING,
}
FACES = {
    "Faces": [{"Left": 64, "Top": 59, "Right": 156, "Bottom": 151}],
    "Count": 1,
    "AdvancedInfo": DOWNLOADED,
    "Result": True,
    "Status": STATUS,
    "TrackingId": TRACKING,
}
READ = {
    "Metadata": DOWNLOADED,
    "Language": "eng",
    "Text": "FIRST LINE \r\nSECOND LINE \r\n",
    "Candidates": [],
    "Status": STATUS,
    "TrackingId": TRACKING,
}
NOT_MATCHED = {"IsMatch": False, "Matches": [], "Status": STATUS, "TrackingId": TRACKING}
MATCHED = NOT_MATCHED | {
    "IsMatch": True,
    "Matches": [
        {"Score": 1.0, "MatchId": 169490, "Source": "169642", "Tags": [101], "Label": "Sports"}
    ],
}
SCREENED_SHORT = {
    "OriginalText": "hello",
    "NormalizedText": "hello",
    "Misrepresentation": None,
    "Language": "eng",
    "Terms": None,
    "Status": STATUS,
    "TrackingId": "11111111-2222-3333-4444-555555555555",
}
SCREENED_FULL = {
    "OriginalText": "Is this a crap email name@site.test, …",
    "NormalizedText": "Is this a crap email name@ site. test, …",
    "AutoCorrectedText": "Is this a crap email name@ site. test, …",
    "Misrepresentation": None,
    "PII": {
        "Email": [
            {
                "Detected": "name@site.test",
                "SubType": "Regular",
                "Text": "name@site.test",
                "Index": 21,
            }
        ],
        "IPA": [{"SubType": "IPV4", "Text": "255.255.255.255", "Index": 60}],
        "Phone": [{"CountryCode": "US", "Text": "4255550111", "Index": 44}],
        "Address": [{"Text": "1 Main Street, Redmond, WA 98052", "Index": 77}],
        "SSN": [],
    },
    "Classification": {
        "ReviewRecommended": True,
        "Category1": {"Score": 0.0027},
        "Category2": {"Score": 0.2219},
        "Category3": {"Score": 0.9880},
    },
    "Language": "eng",
    "Terms": [{"Index": 10, "OriginalIndex": 10, "ListId": 0, "Term": "crap"}],
    "Status": STATUS,
    "TrackingId": "11111111-2222-3333-4444-555555555555",
}
DETECTED = {
    "DetectedLanguage": "ita",
    "Status": STATUS,
    "TrackingId": "11111111-2222-3333-4444-555555555555",
}


def shape(value: Any) -> Any:
    """Names with the shapes of their values; of an array the shapes that occur in it."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(shape(inner), sort_keys=True) for inner in value})
    return "null" if value is None else type(value).__name__

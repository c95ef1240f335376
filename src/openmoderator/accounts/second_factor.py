"""Second factors: their secrets are sealed before they are stored."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from openmoderator.accounts import sealing


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """django-allauth asks here before it stores a secret and after it read one."""

    def encrypt(self, text: str) -> str:
        """Seal it under the secret key."""
        return sealing.seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `sealing.SealBroken` under another secret key."""
        return sealing.unseal(encrypted_text.encode())

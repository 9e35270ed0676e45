"""Changes sent to other servers, signed, and again until they are taken."""

"""Contributing: what somebody proposes is read, judged, kept as a submission, reviewed and published."""

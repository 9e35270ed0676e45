"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation group) over HTTP, as OpenRefine speaks it."""

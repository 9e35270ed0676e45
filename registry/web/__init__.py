"""Pages for people in a browser: today the query page at `/`; forms and comparisons join it later."""

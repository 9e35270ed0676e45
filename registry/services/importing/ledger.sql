-- tables
CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY, pass INTEGER NOT NULL, result TEXT NOT NULL, record TEXT NOT NULL, title TEXT NOT NULL,
    known_by TEXT NOT NULL, findings TEXT NOT NULL, source TEXT NOT NULL, revision INTEGER, submission TEXT
);
CREATE INDEX IF NOT EXISTS by_result ON results (result, number);
CREATE INDEX IF NOT EXISTS by_record ON results (record);
CREATE TABLE IF NOT EXISTS names (class TEXT, name TEXT, record TEXT, PRIMARY KEY (class, name, record)) WITHOUT ROWID;

-- said
SELECT name, value FROM said

-- note
INSERT OR REPLACE INTO said VALUES (?, ?)

-- keep
INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name
INSERT OR IGNORE INTO names VALUES (?, ?, ?)

-- last
SELECT coalesce(max(number), 0) FROM results

-- counts
SELECT result, count(*) FROM results GROUP BY result

-- waiting
SELECT number FROM results WHERE result = ? AND pass < ? AND number > ? ORDER BY number LIMIT ?

-- give-up
UPDATE results SET result = ? WHERE result = ?

-- rows-of
SELECT record, max(number) FROM results
WHERE record IN (SELECT value FROM json_each(?)) AND result IN (SELECT value FROM json_each(?)) GROUP BY record

-- named
SELECT record FROM names WHERE class = ? AND name = ?

-- results
SELECT number, result, record, title, known_by, findings, source, revision, submission FROM results
WHERE result IN (SELECT value FROM json_each(?)) AND number > ? ORDER BY number LIMIT ?

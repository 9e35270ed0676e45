-- The generated registry as relational tables: rows as they were copied in (schema raw, keyed by IRI) become tables with
-- integer keys in the order of the IRIs, foreign keys, and an index on every foreign key and filter column.
-- What no query of the benchmark touches (sources, citations, targets ...) is left out, which favours this side.

CREATE SCHEMA registry;

CREATE TABLE registry.place AS
    SELECT row_number() OVER (ORDER BY iri COLLATE "C")::int AS id, iri, title FROM raw.place;
ALTER TABLE registry.place ADD PRIMARY KEY (id), ALTER iri SET NOT NULL, ALTER title SET NOT NULL, ADD UNIQUE (iri);

CREATE TABLE registry.challenge AS
    SELECT row_number() OVER (ORDER BY iri COLLATE "C")::int AS id, iri, title FROM raw.challenge;
ALTER TABLE registry.challenge ADD PRIMARY KEY (id), ALTER iri SET NOT NULL, ALTER title SET NOT NULL, ADD UNIQUE (iri);

CREATE TABLE registry.actor AS
    SELECT row_number() OVER (ORDER BY r.iri COLLATE "C")::int AS id, r.iri, r.title, p.id AS country_id
    FROM raw.actor r LEFT JOIN registry.place p ON p.iri = r.country;
ALTER TABLE registry.actor ADD PRIMARY KEY (id), ALTER iri SET NOT NULL, ALTER title SET NOT NULL, ADD UNIQUE (iri),
    ADD FOREIGN KEY (country_id) REFERENCES registry.place;
CREATE INDEX ON registry.actor (country_id);

CREATE TABLE registry.mission AS
    SELECT row_number() OVER (ORDER BY r.iri COLLATE "C")::int AS id, r.iri, r.title, p.id AS country_id, r.start_date,
        r.deadline, r.sdgs, to_tsvector('english', r.texts) AS document
    FROM raw.mission r JOIN registry.place p ON p.iri = r.country;
ALTER TABLE registry.mission ADD PRIMARY KEY (id), ALTER iri SET NOT NULL, ALTER title SET NOT NULL, ADD UNIQUE (iri),
    ALTER country_id SET NOT NULL, ADD FOREIGN KEY (country_id) REFERENCES registry.place;
-- With the key as second column, a page of a country is read straight from the index.
CREATE INDEX ON registry.mission (country_id, id);
CREATE INDEX ON registry.mission USING gin (sdgs);
CREATE INDEX ON registry.mission USING gin (document);
COMMENT ON COLUMN registry.mission.document IS '@behavior -*';

CREATE TABLE registry.instrument AS
    SELECT row_number() OVER (ORDER BY r.iri COLLATE "C")::int AS id, r.iri, r.title, p.id AS country_id, r.types, r.side
    FROM raw.instrument r LEFT JOIN registry.place p ON p.iri = r.country;
ALTER TABLE registry.instrument ADD PRIMARY KEY (id), ALTER iri SET NOT NULL, ALTER title SET NOT NULL,
    ALTER types SET NOT NULL, ADD UNIQUE (iri), ADD FOREIGN KEY (country_id) REFERENCES registry.place;
CREATE INDEX ON registry.instrument (country_id, id);
CREATE INDEX ON registry.instrument USING gin (types);

CREATE TABLE registry.participation AS
    SELECT row_number() OVER (ORDER BY m.id, r.position)::int AS id, m.id AS mission_id, a.id AS actor_id, r.function
    FROM raw.participation r JOIN registry.mission m ON m.iri = r.mission JOIN registry.actor a ON a.iri = r.actor;
ALTER TABLE registry.participation ADD PRIMARY KEY (id), ALTER mission_id SET NOT NULL, ALTER actor_id SET NOT NULL,
    ALTER function SET NOT NULL, ADD FOREIGN KEY (mission_id) REFERENCES registry.mission,
    ADD FOREIGN KEY (actor_id) REFERENCES registry.actor;
CREATE INDEX ON registry.participation (mission_id, id);
CREATE INDEX ON registry.participation (actor_id);

CREATE TABLE registry.mission_challenge AS
    SELECT m.id AS mission_id, c.id AS challenge_id
    FROM raw.mission_challenge r JOIN registry.mission m ON m.iri = r.mission
    JOIN registry.challenge c ON c.iri = r.challenge;
ALTER TABLE registry.mission_challenge ADD PRIMARY KEY (mission_id, challenge_id),
    ADD FOREIGN KEY (mission_id) REFERENCES registry.mission,
    ADD FOREIGN KEY (challenge_id) REFERENCES registry.challenge;
CREATE INDEX ON registry.mission_challenge (challenge_id, mission_id);

CREATE TABLE registry.instrument_mission AS
    SELECT m.id AS mission_id, i.id AS instrument_id
    FROM raw.instrument_mission r JOIN registry.mission m ON m.iri = r.mission
    JOIN registry.instrument i ON i.iri = r.instrument;
ALTER TABLE registry.instrument_mission ADD PRIMARY KEY (mission_id, instrument_id),
    ADD FOREIGN KEY (mission_id) REFERENCES registry.mission,
    ADD FOREIGN KEY (instrument_id) REFERENCES registry.instrument;
CREATE INDEX ON registry.instrument_mission (instrument_id, mission_id);

DROP SCHEMA raw CASCADE;

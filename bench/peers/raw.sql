-- Where rows are copied to before they get keys.
DROP SCHEMA IF EXISTS raw CASCADE;
DROP SCHEMA IF EXISTS registry CASCADE;
CREATE SCHEMA raw;
CREATE UNLOGGED TABLE raw.place (iri text, title text);
CREATE UNLOGGED TABLE raw.challenge (iri text, title text);
CREATE UNLOGGED TABLE raw.actor (iri text, title text, country text);
CREATE UNLOGGED TABLE raw.mission (
    iri text, title text, country text, start_date text, deadline text, sdgs text[], texts text
);
CREATE UNLOGGED TABLE raw.instrument (iri text, title text, country text, types text[], side text);
CREATE UNLOGGED TABLE raw.participation (mission text, position int, actor text, function text);
CREATE UNLOGGED TABLE raw.mission_challenge (mission text, challenge text);
CREATE UNLOGGED TABLE raw.instrument_mission (instrument text, mission text);

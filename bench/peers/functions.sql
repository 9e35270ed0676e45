-- What tables and conditions alone cannot ask, as PostGraphile recommends it: functions that become fields.

CREATE FUNCTION registry.missions_with_text(words text) RETURNS SETOF registry.mission LANGUAGE sql STABLE AS $$
    SELECT * FROM registry.mission WHERE document @@ plainto_tsquery('english', words) ORDER BY id
$$;

-- Any of the words, as in the registry's search; the best first.
CREATE FUNCTION registry.missions_ranked(words text) RETURNS SETOF registry.mission LANGUAGE sql STABLE AS $$
    SELECT * FROM registry.mission WHERE document @@ websearch_to_tsquery('english', replace(words, ' ', ' or '))
    ORDER BY ts_rank(document, websearch_to_tsquery('english', replace(words, ' ', ' or '))) DESC, id
$$;

CREATE FUNCTION registry.missions_for(country int, challenge int) RETURNS SETOF registry.mission
LANGUAGE sql STABLE AS $$
    SELECT m.* FROM registry.mission m JOIN registry.mission_challenge mc ON mc.mission_id = m.id
    WHERE m.country_id = country AND mc.challenge_id = challenge
$$;

CREATE TYPE registry.crossed AS (one text, other text, count int);

CREATE FUNCTION registry.instruments_by_country_and_type() RETURNS SETOF registry.crossed LANGUAGE sql STABLE AS $$
    SELECT p.iri, counted.type, counted.count
    FROM (
        SELECT i.country_id, t.type, count(*)::int AS count
        FROM registry.instrument i CROSS JOIN LATERAL unnest(i.types) AS t (type)
        WHERE i.country_id IS NOT NULL GROUP BY 1, 2
    ) AS counted JOIN registry.place p ON p.id = counted.country_id
    ORDER BY counted.count DESC
$$;

CREATE FUNCTION registry.instruments_of_countries_by_type(countries int[]) RETURNS SETOF registry.crossed
LANGUAGE sql STABLE AS $$
    SELECT p.iri, counted.type, counted.count
    FROM (
        SELECT i.country_id, t.type, count(*)::int AS count
        FROM registry.instrument i CROSS JOIN LATERAL unnest(i.types) AS t (type)
        WHERE i.country_id = ANY (countries) GROUP BY 1, 2
    ) AS counted JOIN registry.place p ON p.id = counted.country_id
    ORDER BY counted.count DESC
$$;

CREATE FUNCTION registry.missions_by_country_and_challenge(countries int[]) RETURNS SETOF registry.crossed
LANGUAGE sql STABLE AS $$
    SELECT p.iri, c.iri, counted.count
    FROM (
        SELECT m.country_id, mc.challenge_id, count(*)::int AS count
        FROM registry.mission m JOIN registry.mission_challenge mc ON mc.mission_id = m.id
        WHERE m.country_id = ANY (countries) GROUP BY 1, 2
    ) AS counted JOIN registry.place p ON p.id = counted.country_id JOIN registry.challenge c ON c.id = counted.challenge_id
    ORDER BY counted.count DESC
$$;

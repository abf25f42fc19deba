"""The facts as PostgreSQL makes them of the live log: what ``domain/facts.py`` makes of an export, in SQL.

A case and a person are their identities here, not numbers, and nobody is the nil identity. The rows and the names of
the columns are those of the export; the tests hold the two against each other.
"""

NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"

RAW = """
    log ({names}) AS (SELECT {columns} FROM events_event WHERE recorded_at < {until})
"""

EVENTS = """
    followup_events AS NOT MATERIALIZED (
        SELECT log.id, coalesce(log.case_id, {nobody}) AS "case", coalesce(log.person_id, {nobody}) AS person,
            moment.at, (moment.at AT TIME ZONE 'Europe/Stockholm')::date AS day,
            {codes},
            amount_ore, automatic = 'true' AS automatic,
            {numbers},
            {days}
        FROM log
        CROSS JOIN LATERAL (SELECT timestamptz 'epoch' + log.at * interval '1 microsecond' AS at) AS moment
        {joins}
    )
"""

CODE = "coalesce({column}_code.number, 0)::int AS {column}"
JOIN = """
        LEFT JOIN unnest({words}::text[], {numbers}::int[]) AS {column}_code (word, number)
            ON {column}_code.word = log.{column}
"""
DAY = """
            CASE WHEN {column} ~ '^\\d{{4}}-\\d\\d-\\d\\d$' AND pg_input_is_valid({column}, 'date')
                THEN {column}::date END AS {column}
"""

CASES = """
    first_opened AS (
        SELECT DISTINCT ON ("case") "case", person, benefit, sex, received, day AS opened
        FROM followup_events WHERE kind = {opened} AND "case" <> {nobody} ORDER BY "case", at, id
    ),
    first_decided AS (
        SELECT DISTINCT ON ("case") "case", outcome, automatic, unit, day AS decided
        FROM followup_events WHERE kind = {decided} AND decision_kind <> {reconsideration} AND "case" <> {nobody}
        ORDER BY "case", at, id
    ),
    closings AS (
        SELECT "case",
            (array_agg(kind ORDER BY at DESC, id DESC))[1] = {closed} AS is_closed,
            (array_agg(day ORDER BY at DESC, id DESC))[1] AS last_day,
            (array_agg(reason ORDER BY at DESC, id DESC))[1] AS last_reason,
            (array_agg(day ORDER BY at, id) FILTER (WHERE kind = {closed}))[1] AS first_closed,
            bool_or(kind = {reopened}) AS reopened
        FROM followup_events WHERE kind IN ({closed}, {reopened}) AND "case" <> {nobody} GROUP BY "case"
    ),
    followup_cases AS MATERIALIZED (
        SELECT "case", person, benefit, sex, coalesce(received, opened) AS received, decided,
            coalesce(outcome, 0) AS outcome, automatic, coalesce(unit, 0) AS unit,
            CASE WHEN is_closed THEN last_day END AS closed, CASE WHEN is_closed THEN last_reason END AS closed_reason,
            first_closed, reopened, CASE WHEN decided >= received THEN decided - received END AS days
        FROM first_opened LEFT JOIN first_decided USING ("case") LEFT JOIN closings USING ("case")
    )
"""

SPELLS = """
    steps AS (
        SELECT event."case", event.kind, event.day, event.at, event.id, of.person, of.benefit, of.sex, of.unit,
            of.received, coalesce(
                bool_or(event.kind = {decided}) OVER (
                    PARTITION BY event."case" ORDER BY event.at, event.id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), false
            ) AS was_decided
        FROM followup_events AS event JOIN followup_cases AS of USING ("case")
        WHERE of.reopened AND event.kind IN ({opened}, {decided}, {closed}, {reopened})
            AND event.decision_kind <> {reconsideration}
    ),
    changes AS (
        SELECT *, kind IN ({opened}, {reopened}) AS waits,
            lag(kind IN ({opened}, {reopened})) OVER (PARTITION BY "case" ORDER BY at, id) AS waited
        FROM steps WHERE NOT was_decided
    ),
    turns AS (
        SELECT *, lead(day) OVER (PARTITION BY "case" ORDER BY at, id) AS next_day
        FROM changes WHERE waits IS DISTINCT FROM waited
    ),
    waits AS (
        SELECT "case", person, benefit, sex, unit, received AS start, least(decided, first_closed) AS "end"
        FROM followup_cases WHERE NOT coalesce(reopened, false)
        UNION ALL
        SELECT "case", person, benefit, sex, unit, CASE WHEN kind = {opened} THEN received ELSE day END, next_day
        FROM turns WHERE waits
    ),
    followup_spells AS (
        SELECT *, (extract(year FROM start) * 12 + extract(month FROM start) - 1)::int AS start_month,
            coalesce(extract(year FROM "end") * 12 + extract(month FROM "end") - 1, {still})::int AS end_month
        FROM waits
    )
"""

WORDS = """
    SELECT array_agg(DISTINCT kind), array_agg(DISTINCT unit), array_agg(DISTINCT actor_kind),
        array_agg(DISTINCT outcome), array_agg(DISTINCT reason)
    FROM log
"""
"""The words the log holds in its open columns, in the order of ``codes.OPEN``."""

-- The last known amount of a grant, for unit costs: the later amount when it differs from the award by more than one
-- per cent, else the award. One row is a project with a known amount; state says which of the two it is.
select
    g.pact_id, g.unit_id,
    h.observation_id, h.value::bigint as value, h.low, h.high, h.softness, h.digits, h.as_of,
    if(g.changed, 'later', g.state) as state,
    h.contradicted, h.source_id
from grants g
join headlines h on h.observation_id = if(g.changed, g.later_observation_id, g.observation_id)

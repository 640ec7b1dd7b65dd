-- Organisations of the consortium: they spend the money, they are not the members of the pact.
-- code: – | unit: organisations | form: total | better: neither | group: membership | place: 6
select pact_id, pact_id as unit_id,
       count(distinct organisation)::double as amount, count(distinct organisation)::double as amount_low, null::double as amount_high,
       'exact' as amount_softness, null::integer as amount_digits,
       null::double as per, null::double as per_low, null::double as per_high, null::varchar as per_softness, null::integer as per_digits,
       null::varchar as as_of, null::varchar as state, null::varchar as doubt, false as contradicted, []::varchar[] as observation_ids, list(distinct source_id order by source_id) as source_ids
from partners
join projects using (project_id)
group by pact_id
having bool_or(partners.role = 'consortium_member')

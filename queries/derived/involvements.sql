-- Who takes part in a pact, and as what: a member signs the agreement, a partner spends the money; the two are never mixed.
-- One row is an organisation in a pact in one capacity, in the spelling of its source; organisation_key matches spellings.
-- joined_on and left_on are known of members only, and not of all; member_role is as printed, partner_role a code.
select 'member' as capacity, m.pact_id, m.organisation, organisation_key(m.organisation) as organisation_key, m.sector,
       m.role as member_role, null as partner_role, m.joined_on, m.left_on, m.note, [m.source_id] as source_ids
from members m
union all
select 'partner', j.pact_id, p.organisation, organisation_key(p.organisation), min(p.sector),
       null, if(bool_or(p.role = 'lead'), 'lead', 'consortium_member'), null, null, null,
       list(distinct p.source_id order by p.source_id)
from partners p
join projects j using (project_id)
group by j.pact_id, p.organisation

-- The indicators there are: what each measures, in which unit, and the SQL that computes it.
-- One row is an indicator, in the order of the pickers.
select indicator, place, code, unit, form, better, topic, about, sql
from indicators
order by place, indicator

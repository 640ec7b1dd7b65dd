-- Words that several queries share. Numbers here are either exact or carry how soft they are.
--
-- softness: exact < rounded < approximate; lower, upper = one-sided bounds ("at least", "at most");
-- lower_approximate, upper_approximate = a bound that is itself only about; none = nothing can be said.

-- the place value of the last digit that is not zero: 433 100 000 -> 100 000
create macro last_place(amount) as
    case when amount is null or amount = 0 then 1
         when amount <> floor(amount) then 0.01
         else power(10, length(abs(amount)::bigint::varchar) - length(rtrim(abs(amount)::bigint::varchar, '0'))) end;

-- how many digits the source printed: "433.1 million" -> 4, "2.3 billion" -> 2, "about 1000" -> 2
create macro printed_digits(amount, unit) as
    case when unit = 'HUF' and abs(amount) >= 1e6 and abs(amount) < 1e9
              then length(rtrim(rtrim(printf('%.6f', abs(amount) / 1e6), '0'), '.').replace('.', ''))
         when unit = 'HUF' and abs(amount) >= 1e9
              then length(rtrim(rtrim(printf('%.9f', abs(amount) / 1e9), '0'), '.').replace('.', ''))
         else greatest(2, length(rtrim(abs(amount)::bigint::varchar, '0'))) end;

-- the softness of a sum, from the softness of what was added
create macro softness_of_sum(softnesses) as
    case when len(softnesses) = 0 then null
         when list_has_any(softnesses, ['none'])
           or (list_has_any(softnesses, ['lower', 'lower_approximate'])
               and list_has_any(softnesses, ['upper', 'upper_approximate'])) then 'none'
         when list_has_any(softnesses, ['lower', 'lower_approximate'])
              then if(list_has_any(softnesses, ['approximate', 'lower_approximate']), 'lower_approximate', 'lower')
         when list_has_any(softnesses, ['upper', 'upper_approximate'])
              then if(list_has_any(softnesses, ['approximate', 'upper_approximate']), 'upper_approximate', 'upper')
         when list_has_any(softnesses, ['approximate']) then 'approximate'
         when list_has_any(softnesses, ['rounded']) then 'rounded'
         else 'exact' end;

-- the other way round: what a denominator does to a quotient
create macro softness_inverted(softness) as
    case softness when 'lower' then 'upper' when 'upper' then 'lower'
                  when 'lower_approximate' then 'upper_approximate'
                  when 'upper_approximate' then 'lower_approximate' else softness end;

-- the softness of amount / per: a lower bound above is a lower bound, a lower bound below an upper bound,
-- opposite bounds say nothing
create macro softness_of_ratio(amount_softness, per_softness) as
    softness_of_sum([amount_softness, softness_inverted(per_softness)]);

-- can these two published figures not be the same number? Rounded and approximate figures are given half of their
-- last printed place; "more than 2000" is said of a number near 2000, so half as much again is another number; a date
-- agrees with a longer date that begins with it
create macro figures_differ(value_a, softness_a, date_a, value_b, softness_b, date_b) as
    case when date_a is not null and date_b is not null
              then not (starts_with(date_a, date_b) or starts_with(date_b, date_a))
         when value_a is null or value_b is null then false
         when softness_a = 'lower' and softness_b = 'lower' or softness_a = 'upper' and softness_b = 'upper' then false
         when softness_a = 'lower' then value_b < value_a or value_b > value_a * 1.5
         when softness_b = 'lower' then value_a < value_b or value_a > value_b * 1.5
         when softness_a = 'upper' then value_b > value_a or value_b < value_a / 1.5
         when softness_b = 'upper' then value_a > value_b or value_a < value_b / 1.5
         else abs(value_a - value_b)
              > (if(softness_a = 'exact', 0, last_place(value_a)) + if(softness_b = 'exact', 0, last_place(value_b))) / 2
    end;

-- a smaller count of an earlier year is an earlier state of a running programme, not another version of the number
create macro earlier_state(unit, value_a, as_of_a, value_b, as_of_b) as
    unit in ('persons', 'organisations', 'businesses', 'jobs')
    and value_b < value_a and left(as_of_b, 4) < left(as_of_a, 4);

-- the place of the last printed digit of a soft figure; exact figures have none
create macro place_printed(amount, digits) as
    case when digits is not null and amount <> 0 then power(10, floor(log10(abs(amount))) - digits + 1) end;

-- the number of digits that a figure may print when its last place is the given one; NULL = no limit
create macro digits_down_to(amount, place) as
    case when place is not null and amount <> 0
         then greatest(1, floor(log10(abs(amount))) - round(log10(place)) + 1)::integer end;

-- roll-ups over rows of indicator_values; a bound of a sum is known only when that of every part is
create macro softness_over(softness) as softness_of_sum(list(softness) filter (softness is not null));
create macro sum_of_bounds(bound) as case when count(*) = count(bound) then sum(bound) end;
create macro digits_over(amount, digits) as digits_down_to(sum(amount), max(place_printed(amount, digits)));

-- the value of an indicator: the total or fact itself, a share in per cent, or an amount per head
create macro value_of(form, unit, amount, per) as
    if(form in ('total', 'fact'), amount, amount / nullif(per, 0) * if(unit = 'percent', 100, 1));

-- a name as a reader may type it: without accents, case and punctuation ("Ózd", "ozd", "TOP_PLUSZ- 3.1.1" all have one form)
create macro folded(name) as regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '', 'g');

-- the two ends of the Wilson interval of 95 per cent: which shares (0..100) could by chance have given amount of per
create macro wilson_middle(amount, per) as (amount + 1.9207) / nullif(per + 3.8415, 0) * 100;
create macro wilson_half(amount, per) as
    196 * sqrt(amount * (per - amount) / nullif(per, 0) + 0.9604) / nullif(per + 3.8415, 0);

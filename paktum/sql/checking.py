"""What of a reader's SQL may run: one SELECT that reads listed tables and calls listed functions, judged by its syntax tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from paktum.errors import QuestionError

# What a reader may ask of. Tables of persons, were there any, never stand here: they are not even in the copy.
READABLE = (
    "pacts", "labels", "projects", "project_sources", "partners", "members", "coverage", "observations", "aggregates", "events",
    "doubts", "measures", "sources", "counties", "districts", "settlements", "city_codes", "district_labour_2024", "district_labour",
    "pact_facts", "figures", "headlines", "contradictions", "grants", "pact_grants", "pact_values", "pact_areas", "involvements",
    "member_lists",
)  # fmt: skip
# Functions that compute from their arguments and nothing else.
FUNCTIONS = frozenset(
    # one text is easier to read than a list of two hundred
    """abs acos add age any_value approx_count_distinct approx_quantile arbitrary arg_max arg_min array_agg array_contains array_length
    array_to_string ascii asin atan atan2 avg bit_and bit_or bit_xor bool_and bool_or cbrt ceil ceiling century char_length
    character_length chr coalesce concat concat_ws contains corr cos count count_if count_star countif covar_pop covar_samp cume_dist
    current_date date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek
    dayofyear decade degrees dense_rank divide ends_with entropy epoch even exp first first_value floor fmod fdiv format gcd
    geomean greatest group_concat grouping grouping_id histogram hour if ifnull instr isfinite isinf isnan isodow isoyear
    json_array_length json_extract json_extract_string kurtosis lag last last_day last_value lcase lcm lead least left len length
    list list_aggregate list_avg list_contains list_count list_distinct list_extract list_filter list_first list_has_all list_has_any
    list_last list_max list_median list_min list_position list_reverse list_reverse_sort list_slice list_sort list_sum list_transform
    list_unique list_value listagg ln log log10 log2 lower ltrim mad make_date max max_by mean median min min_by minute mod mode month
    monthname multiply nth_value ntile nullif ord percent_rank pi position pow power prefix product quantile quantile_cont quantile_disc
    quarter radians rank rank_dense regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches
    regexp_replace regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope replace reverse right round round_even row
    row_number rtrim second sem sign sin skewness split_part sqrt starts_with stddev stddev_pop stddev_samp strftime string_agg
    string_split str_split string_to_array strip_accents strlen strpos strptime struct_extract struct_pack substr substring subtract
    suffix sum tan to_days to_months to_years today translate trim trunc try_strptime typeof ucase unicode unnest upper var_pop var_samp
    variance week weekday weekofyear weighted_avg wavg year yearweek list_append list_concat array_extract element_at map map_keys
    map_values map_extract map_entries generate_series range repeat lpad rpad overlay levenshtein
    jaro_winkler_similarity cardinality struct_values flatten like_escape ilike_escape not_like_escape
    not_ilike_escape""".split()  # noqa: SIM905
)  # fmt: skip
TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
LONGEST_QUERY = 4000  # characters, as selection.TEXTS has it: so that it fits into a link


def check(text: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Raise QuestionError with what is wrong where, if a query may not run.

    `connection` reads the text. Reading can take very long and cannot be interrupted: do it where it can be killed.
    """
    if not text.strip():
        raise QuestionError("sql_empty")
    if len(text) > LONGEST_QUERY:
        raise QuestionError("sql_long", most=LONGEST_QUERY, n=len(text))
    if "\0" in text:
        raise QuestionError("sql_not_select")
    nodes = list(walk(parsed(text, connection)))
    own_names = {str(entry["key"]).lower() for node in nodes if isinstance(node.get("cte_map"), dict) for entry in node["cte_map"]["map"]}
    called = {id(node.get("function")) for node in nodes if node.get("type") == "TABLE_FUNCTION"}
    own_names -= system_names(connection)
    for node in nodes:
        check_node(node, own_names, id(node) in called)


def parsed(text: str, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the syntax tree of the one SELECT that a text is."""
    try:
        row = connection.execute("select json_serialize_sql($text)", {"text": text}).fetchone()
        answer: dict[str, Any] = json.loads(row[0]) if row else {"error": True}
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        raise
    except RecursionError:
        raise QuestionError("sql_deep") from None
    except (duckdb.Error, ValueError):
        raise QuestionError("sql_not_select") from None
    if answer["error"]:
        if answer.get("error_type") == "parser" and str(answer.get("position", "")).isdigit():
            raise syntax_error(text, int(answer["position"]), str(answer.get("error_message", "")))
        deep = answer.get("error_type") == "out of memory" or "depth limit" in str(answer.get("error_message"))
        raise QuestionError("sql_deep" if deep else "sql_not_select")
    statements: list[dict[str, Any]] = answer["statements"]
    if len(statements) != 1:
        raise QuestionError("sql_several", n=len(statements)) if statements else QuestionError("sql_empty")
    return statements[0]


def syntax_error(text: str, position: int, message: str) -> QuestionError:
    """Return the error of a text that is no SQL, with line, column and the word at which reading stopped."""
    before = text.encode()[:position].decode(errors="ignore")
    near = re.search(r'at or near "(.*)"', message, re.DOTALL)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return QuestionError("sql_syntax", line=line, column=column, near=near[1][:40] if near else "–")


def walk(tree: object) -> Iterator[dict[str, Any]]:
    """Go through every node of a syntax tree, however deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def check_node(node: dict[str, Any], own_names: set[str], gives_rows: bool) -> None:
    """Raise QuestionError when a node reads or calls what is not listed; `gives_rows`: it is called in the place of a table."""
    kind = node.get("type")
    if kind == "SHOW_REF":
        raise QuestionError("sql_not_select")
    if kind == "BASE_TABLE":
        check_table(node, own_names)
    elif kind == "VALUE_PARAMETER" or node.get("class") == "PARAMETER":
        raise QuestionError("sql_parameter")
    if node.get("function_name"):
        check_function(node["function_name"], TABLE_FUNCTIONS if gives_rows else FUNCTIONS)
        path = node.get("qualified_name")
        if isinstance(path, dict) and len(path.get("path") or [""]) > 1:
            raise QuestionError("sql_function", name=".".join(path["path"])[:60])


def check_table(node: dict[str, Any], own_names: set[str]) -> None:
    """Raise QuestionError when a table is neither listed nor made by the query."""
    qualified = node.get("qualified_name")
    path = [str(p) for p in qualified["path"]] if isinstance(qualified, dict) else [str(node.get("table_name"))]
    name = path[-1].lower()
    listed = name in READABLE and path[:-1] in ([], ["main"])
    made = len(path) == 1 and name in own_names
    if not (listed or made):
        raise QuestionError("sql_table", name=".".join(path)[:60])


def check_function(name: object, listed: frozenset[str]) -> None:
    """Raise QuestionError when a function is not listed; operators are signs and always may."""
    if not isinstance(name, str) or not (name.lower() in listed or re.fullmatch(r"[^\w\s]+", name)):
        raise QuestionError("sql_function", name=str(name)[:60])


def system_names(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the names of the engine's own views, which say more than they should: a query may not make its own of that name."""
    rows = connection.execute("select view_name from duckdb_views() where internal").fetchall()
    return frozenset(str(name).lower() for (name,) in rows)

# ruff: noqa: E501 - a row is a row
"""What is promised about faults, threats and disclosure, and the tests or measurements that keep each promise.

`python tests/promises.py` writes tests/PROMISES.md from it. A name with `::` is a test, one with `benchmarks.` a measurement to run by hand.
"""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Promise:
    """A row: its id, the fault, what is promised, and what keeps it."""

    id: str
    fault: str
    promise: str
    kept_by: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How often something is tried: as promised, in the default run, in the slow run, and by what."""

    group: str
    promised: str
    default: str
    slow: str
    kept_by: tuple[str, ...]


PROMISES = (
    Promise("I1", "wrong or mixed encoding, BOM, NUL, invisible characters", "decoded by rule and said; what cannot be decoded is refused", (
        "test_malformed.py::test_what_must_come_of_it", "test_exports.py::test_an_emir_list_in_every_encoding_and_separator",
        "test_export_cells.py::test_a_name_keeps_every_letter", "test_participants.py::test_another_encoding_is_refused_with_advice",
        "benchmarks.fuzz")),
    Promise("I2", "separators, quotes, line ends, ragged rows, totals, titles", "read as RFC 4180 and Hungarian Excel write it; the rest refused by its line", (
        "test_malformed.py::test_what_must_come_of_it", "test_exports.py::test_an_emir_list_in_every_encoding_and_separator",
        "test_participants.py::test_ragged_rows_and_breaks_in_cells_keep_the_line_numbers",
        "test_participants.py::test_blank_lines_keep_the_line_numbers",
        "test_participants.py::test_mixed_line_ends_and_quotes_are_refused_without_a_word_of_the_row")),
    Promise("I3", "duplicate, missing, misspelt, foreign headers", "refused, naming the header and the nearest; unknown columns are dropped", (
        "test_malformed.py::test_what_must_come_of_it", "test_cli.py::test_missing_columns_are_named",
        "test_participants.py::test_other_columns_are_dropped_and_ids_become_keys",
        "test_participants.py::test_a_heading_that_the_format_does_not_know_may_be_anything")),
    Promise("I4", "Hungarian numbers, error cells, lost digits", "exact forints or refused; never 0 or a shortened number", (
        "test_export_cells.py::test_an_amount_is_read_as_it_was_written", "test_export_cells.py::test_a_long_cell_is_refused_or_read_at_once",
        "test_malformed.py::test_what_must_come_of_it", "test_fuzz.py::test_an_amount_is_what_was_written", "benchmarks.fuzz")),
    Promise("I5", "dates: Hungarian, serial, impossible, future, ambiguous", "exact day or refused", (
        "test_export_cells.py::test_a_day_is_read_as_it_was_written", "test_export_cells.py::test_both_epochs_of_workbooks",
        "test_export_cells.py::test_day_month_year_only_where_it_is_declared", "test_exports.py::test_the_last_day_that_is_not_in_the_future")),
    Promise("I6", "unknown pact, district, code; look-alikes", "refused with the near miss; no new member by accident", (
        "test_export_cells.py::test_a_near_miss_is_an_error", "test_participants.py::test_a_near_miss_is_named",
        "test_imports.py::test_what_is_not_certain_is_never_taken_without_a_decision", "test_malformed.py::test_what_must_come_of_it")),
    Promise("I7", "duplicate ids, pasted twice, 6 months without job, negative cost", "refused, both lines named", (
        "test_exports.py::test_rows_of_several_sheets_are_one_list", "test_participants.py::test_dirty_rows_are_found_exactly",
        "test_participants.py::test_the_latest_leaving_counts_and_nobody_is_counted_twice")),
    Promise("I8", "every fault kept", "accepted + rejected + ignored = rows; values cut and inert", (
        "test_malformed.py::test_what_must_come_of_it", "test_malformed.py::test_values_are_short_and_inert",
        "test_participants.py::test_a_fault_is_kept_with_line_column_rule_and_value", "benchmarks.fuzz")),
    Promise("I9", "many bad rows, zero rows, far fewer rows than before", "not published until a person confirms", (
        "test_doubts.py::test_a_package_that_would_lose_most_rows_of_a_table_must_be_confirmed",
        "test_doubts.py::test_a_list_much_shorter_than_the_last_one_must_be_confirmed", "test_doubts.py::test_many_doubtful_rows_must_be_confirmed",
        "test_doubts.py::test_a_file_without_a_row_publishes_nothing", "test_doubts.py::test_the_command_needs_its_flag",
        "test_doubts.py::test_the_page_needs_its_tick", "test_participants.py::test_many_rejects_need_a_yes_and_leave_everything_as_it_was")),
    Promise("I10", "wrong container, encrypted, macros, links, hidden sheets", "refused with its cause; hidden content not stored", (
        "test_malformed.py::test_what_must_come_of_it", "test_cli.py::test_a_file_that_is_no_table_is_said_to_be_none")),
    Promise("I11", "bombs, entities, giant dimensions, cells, lines", "refused at once, the process lives", (
        "test_malformed.py::test_what_must_come_of_it", "test_exports.py::test_spoilt_workbooks_never_make_reading_fail",
        "test_exports.py::test_a_cell_in_the_last_corner_does_not_make_millions",
        "test_exports.py::test_a_merged_cell_over_the_whole_sheet_is_refused",
        "test_export_cells.py::test_a_long_cell_is_refused_or_read_at_once", "benchmarks.fuzz")),
    Promise("I12", "hostile file names, paths, links", "only shown, inert; no other file opened", (
        "test_exports.py::test_names_of_files_are_only_shown", "test_exports.py::test_a_folder_is_read_only_within_itself",
        "test_exports.py::test_a_path_that_is_no_file")),
    Promise("I13", "the same again, in any order", "the same snapshot", (
        "test_imports.py::test_the_same_file_again_changes_nothing_and_says_when_it_came",
        "test_imports.py::test_the_order_of_rows_and_columns_does_not_matter", "test_exports.py::test_the_same_bytes_give_the_same_reading")),
    Promise("P1", "kill -9 at any moment", "old or new whole; left-overs go at the next start", (
        "test_import_processes.py::test_kill_at_any_moment_leaves_the_old_or_the_new_data_whole", "test_faults.py::test_two_hundred_kills",
        "test_faults.py::test_a_server_that_ends_leaves_a_store_that_serves", "test_store.py::test_what_a_crashed_build_left_is_removed")),
    Promise("P2", "full or read-only disk", "said, with the room needed; old snapshot served", (
        "test_import_processes.py::test_a_full_disk_is_said_and_the_old_data_are_served",
        "test_faults.py::test_a_disk_that_turned_read_only_serves_and_refuses_to_import")),
    Promise("P3", "two imports at once", "one runs, the other is told who and since when; a dead one is no obstacle", (
        "test_import_processes.py::test_the_second_import_is_told_who_works_since_when_and_a_dead_one_is_no_obstacle",
        "test_import_processes.py::test_of_two_imports_at_once_exactly_one_publishes", "test_faults.py::test_fifty_races",
        "test_imports.py::test_what_was_published_meanwhile_must_be_looked_at_again")),
    Promise("P4", "reading while publishing", "a page reads one snapshot; everybody is told of the new one at the next run", (
        "test_import_processes.py::test_readers_go_on_while_snapshots_are_published",
        "test_imports.py::test_the_same_data_published_again_do_not_write_their_file_again", "test_store.py::test_sessions_go_on_reading_what_they_opened",
        "test_soak.py::test_visitors_see_one_data_version_at_a_time_while_data_are_published",
        "test_cluster.py::test_people_stay_with_their_process_go_on_when_it_dies_and_all_see_a_publication", "benchmarks.soak")),
    Promise("P5", "a filter changes while charts are sent", "every figure of a page belongs to one snapshot", (
        "test_soak.py::test_visitors_see_one_data_version_at_a_time_while_data_are_published", "benchmarks.soak")),
    Promise("P6", "damaged snapshot file", "found before a figure is shown; the last good one served, with a notice", (
        "test_import_processes.py::test_a_flipped_bit_is_found_and_the_former_data_are_served", "test_faults.py::test_three_hundred_flips",
        "test_faults.py::test_a_snapshot_damaged_while_it_is_served_is_mended",
        "test_imports_page.py::test_a_store_that_cannot_be_mended_serves_the_last_good_data_and_says_so",
        "test_faults.py::test_a_deleted_delivery_and_a_lost_snapshot_are_said")),
    Promise("P7", "stepping back", "one command; answers as of that day", (
        "test_imports.py::test_a_step_back_restores_the_data_and_the_deliveries", "test_cli.py::test_import_publish_list_compare_and_step_back")),
    Promise("P8", "another version of the engine", "built again from what is kept", (
        "test_faults.py::test_a_snapshot_of_another_engine_is_not_opened_but_built_again",
        "test_imports.py::test_a_lost_snapshot_is_built_again_from_its_deliveries")),
    Promise("P9", "a query runs away, a client floods", "stopped by time and memory; one address has limits", (
        "test_faults.py::test_a_query_that_runs_away_is_stopped_and_others_go_on", "test_faults.py::test_a_query_that_wants_all_memory_is_stopped",
        "test_cluster.py::test_the_limits_of_one_address_hold", "benchmarks.load")),
    Promise("P10", "clock, locale, time zone of the server", "the same figures", (
        "test_faults.py::test_time_zone_and_locale_of_the_server_change_no_figure", "test_places.py::test_a_build_is_told_by_the_clock_of_hungary",
        "test_faults.py::test_a_clock_that_goes_back_changes_neither_order_nor_figures")),
    Promise("S1", "SQL through filters, links, names", "parameters only; a connection that reaches nothing", (
        "test_store.py::test_serving_changes_nothing_and_reaches_nothing", "test_contract.py::test_parameters_are_declared_and_used",
        "test_hostile_links.py::test_a_question_answers_as_for_a_value_that_nobody_knows",
        "test_hostile_links.py::test_a_parameter_takes_none_of_them", "test_hostile_links.py::test_what_is_typed_finds_nothing",
        "test_fuzz.py::test_no_reader_and_no_link_fails_hangs_lies_or_writes", "benchmarks.fuzz")),
    Promise("S2", "markup in values", "shown as letters, in every form and document", (
        "test_hostile_names.py::test_a_hostile_name_is_seen_as_it_is", "test_markdown.py::test_no_text_of_the_data_is_markdown",
        "test_hostile_documents.py::test_pages_to_take_away", "test_hostile_documents.py::test_a_printed_sheet",
        "test_hostile_documents.py::test_a_workbook", "test_hostile_documents.py::test_a_deck", "test_pages.py::test_a_name_in_a_heading_is_no_markdown",
        "test_figures.py::test_texts_from_data_are_only_text", "test_outcomes.py::test_a_hostile_name_is_only_text_in_the_plot",
        "test_slides.py::test_hostile_names_of_the_data_stay_text", "test_stage.py::test_no_text_acts",
        "test_sheet.py::test_no_name_is_taken_for_markup", "test_pages.py::test_a_hostile_link_is_shown_as_letters")),
    Promise("S3", "formulas in downloads", "neutralised; numbers stay numbers; read back equal", (
        "test_exits.py::test_downloads_of_a_card", "test_exits.py::test_tables_are_written_in_these_places_only",
        "test_tables.py::test_a_text_is_no_formula_in_a_csv", "test_tables.py::test_a_text_is_no_formula_in_a_workbook",
        "test_exports.py::test_the_template_filled_with_the_bundled_tables_is_read_back_equal",
        "test_round_trips.py::test_every_table_that_is_taken_away", "test_round_trips.py::test_every_table_of_our_own_is_read_back_equal",
        "test_round_trips.py::test_every_formula_comes_back")),
    Promise("S4", "uploads: kind, size, names", "checked by the server; a name never becomes a path", (
        "test_exports.py::test_names_of_files_are_only_shown", "test_malformed.py::test_what_must_come_of_it",
        "test_traffic.py::test_no_address_leads_to_a_file")),
    Promise("S5", "rows of persons", "in no page, log, error, cache or download", (
        "test_participants_page.py::test_the_snapshot_has_no_table_with_a_row_for_a_person",
        "test_participants_page.py::test_no_answer_has_a_small_number", "test_traffic.py::test_the_log_is_lines_of_json_that_name_nobody",
        "test_journal.py::test_an_exception_tells_its_kind_and_place_and_not_what_it_quotes",
        "test_participants.py::test_mixed_line_ends_and_quotes_are_refused_without_a_word_of_the_row")),
    Promise("S6", "parameters of links", "unknown values are said; no stack trace", (
        "test_hostile_links.py::test_a_parameter_takes_none_of_them",
        "test_hostile_links.py::test_a_page_is_as_with_a_value_that_nobody_knows",
        "test_selection.py::test_no_link_breaks_the_page_and_no_value_is_lost", "test_pages.py::test_a_link_that_cannot_be_used_is_named",
        "benchmarks.fuzz")),
    Promise("S7", "foreign pages, uploads without right", "XSRF on, sockets of the own host, imports for this machine or a role", (
        "test_traffic.py::test_a_socket_from_a_foreign_page_is_refused", "test_traffic.py::test_an_upload_without_the_token_is_refused",
        "test_cluster.py::test_behind_a_proxy_nobody_is_local")),
    Promise("S8", "calls home", "nothing from outside at view time", (
        "test_browser.py::test_a_page_asks_nothing_of_the_outside", "test_stage.py::test_the_document_asks_for_nothing_outside",
        "test_traffic.py::test_every_answer_tells_the_browser_what_never_to_do")),
    Promise("D1", "counts below k", "not shown anywhere", ("test_participants_page.py::test_no_answer_has_a_small_number",
        "test_suppression.py::test_cells_that_must_stay_hidden_do", "test_suppression.py::test_the_least_threshold_is_three")),
    Promise("D2", "margins", "no hidden cell worked out: attacked by linear programmes", (
        "test_suppression.py::test_linear_programmes_find_no_hidden_number", "test_suppression.py::test_the_adversary_can_win",
        "test_suppression.py::test_many_more_populations", "test_suppression.py::test_kinds_of_jobs_and_months_do_not_help",
        "test_suppression.py::test_many_more_kinds_of_jobs_and_months")),
    Promise("D3", "nobody and everybody of a group", "hidden with the rest", ("test_suppression.py::test_cells_that_must_stay_hidden_do",
        "test_suppression.py::test_no_population_gives_its_small_numbers_away")),
    Promise("D4", "differences of pages and snapshots", "the same cell in the same state; what changed little stays hidden", (
        "test_participants.py::test_two_releases_do_not_tell_who_came_between_them",
        "test_suppression.py::test_two_releases_give_no_small_change_away",
        "test_suppression.py::test_no_population_gives_its_small_numbers_away")),
    Promise("D5", "ratios of hidden numbers", "hidden too", ("test_participants_page.py::test_no_answer_has_a_small_number",
        "test_suppression.py::test_what_is_finer_than_a_hidden_cell_is_hidden",
        "test_participants_page.py::test_a_ratio_is_made_of_numbers_that_are_told",
        "test_participants.py::test_spending_is_told_only_where_that_of_all_is_known")),
    Promise("D6", "one organisation holds most of a sum", "no sum by member; shares of members with their base, small bases none", (
        "test_places.py::test_no_question_tells_money_by_member", "test_membership.py::test_a_share_names_its_denominator_and_a_small_base_has_none",)),
    Promise("D7", "filters that isolate", "words instead of the number", ("test_participants_page.py::test_a_suppressed_number_has_its_own_words",)),
    Promise("D8", "microdata", "keys with salt, kept apart, forgotten in time", ("test_participants.py::test_the_salt_makes_the_key",
        "test_participants.py::test_working_files_are_forgotten_in_time",
        "test_participants.py::test_other_columns_are_dropped_and_ids_become_keys")),
)  # fmt: skip

COUNTS = (
    Count("kill -9 during an import", "200", "10", "200", ("test_faults.py::test_two_hundred_kills",
        "test_import_processes.py::test_kill_at_any_moment_leaves_the_old_or_the_new_data_whole")),
    Count("full disk", "20 sizes", "5 sizes", "20 sizes", ("test_faults.py::test_twenty_sizes_of_a_disk", "test_import_processes.py::test_a_full_disk_is_said_and_the_old_data_are_served",)),
    Count("flipped bits", "300", "20", "300", ("test_faults.py::test_three_hundred_flips",
        "test_import_processes.py::test_a_flipped_bit_is_found_and_the_former_data_are_served")),
    Count("publications while sessions read", "20 × 10 sessions", "1 or 2 × 2", "20 or more × 10", (
        "test_soak.py::test_ten_minutes_of_visitors_and_publications", "benchmarks.soak")),
    Count("two importers", "50 races", "1", "50, and 50 from one start", ("test_faults.py::test_fifty_races", "test_faults.py::test_fifty_races_from_one_start",
        "test_import_processes.py::test_of_two_imports_at_once_exactly_one_publishes")),
    Count("malformed files", "200", "415", "415", ("test_malformed.py::test_there_are_many_and_of_every_reader",)),
    Count("hostile names on the page", "37 × 8 places = 296", "37 × 7 = 259", "37: the legend, a page for each", (
        "test_hostile_names.py::test_a_hostile_name_is_seen_as_it_is",)),
    Count("documents of pacts with hostile names", "–", "5 pacts × 5 documents", "32 more pacts × 5 documents", (
        "test_hostile_documents.py::test_pages_to_take_away", "test_hostile_documents.py::test_a_printed_sheet",
        "test_hostile_documents.py::test_a_workbook", "test_hostile_documents.py::test_a_deck")),
    Count("round trips", "every table × 37 names × CSV and XLSX", "61 tables × 37 × 2 = 4 514", "–", (
        "test_round_trips.py::test_every_table_that_is_taken_away", "test_round_trips.py::test_every_table_of_our_own_is_read_back_equal")),
    Count("hostile strings × parameters of a link", "60 × every parameter", "60 × 31 parameters, 9 × 3 fields; each string on a page", "60 × 3 fields; 60 × 11 pages, all their parameters filled", (
        "test_hostile_links.py::test_a_parameter_takes_none_of_them", "test_hostile_links.py::test_a_page_is_as_with_a_value_that_nobody_knows",
        "test_hostile_links.py::test_every_page_is_as_with_a_value_that_nobody_knows", "test_hostile_links.py::test_what_is_typed_finds_nothing",
        "test_hostile_links.py::test_a_data_version_is_one_that_is_kept_or_the_published_one")),
    Count("hostile strings × parameters of questions", "60 × every filter", "9 × 105", "60 × 105", (
        "test_hostile_links.py::test_a_question_answers_as_for_a_value_that_nobody_knows",)),
    Count("spoilt links", "–", "some hundred", "22 000 in 100 000 inputs", (
        "test_fuzz.py::test_no_reader_and_no_link_fails_hangs_lies_or_writes", "test_fuzz.py::test_a_hundred_thousand_inputs")),
    Count("inputs of the fuzzer", "1 000 000", "2 000", "100 000; any number with benchmarks.fuzz", (
        "test_fuzz.py::test_a_hundred_thousand_inputs", "benchmarks.fuzz")),
    Count("dirty rows against their manifest", "10 thousand and 1 million rows", "6 thousand", "1 million", (
        "test_participants.py::test_dirty_rows_are_found_exactly", "test_participants.py::test_dirty_rows_of_a_million_are_found_exactly")),
)  # fmt: skip


def table() -> str:
    """Return the promises as a page of Markdown."""
    lines = ["# What is promised, and what keeps it", "",
             "Written by `python tests/promises.py` from `tests/promises.py`; `tests/test_promises.py` keeps it equal and finds what is missing.", "",
             "| | fault | promise | kept by |", "|---|---|---|---|"]  # fmt: skip
    lines += [f"| {p.id} | {p.fault} | {p.promise} | {kept(p.kept_by)} |" for p in PROMISES]
    lines += ["", "How often it is tried; the last column runs with `pytest -m slow`.", "",
              "| | promised | `pytest` | `pytest -m slow` | by |", "|---|---|---|---|---|"]  # fmt: skip
    lines += [f"| {c.group} | {c.promised} | {c.default} | {c.slow} | {kept(c.kept_by)} |" for c in COUNTS]
    return "\n".join([*lines, ""])


def kept(names: tuple[str, ...]) -> str:
    """Return names of tests and measurements for a cell."""
    return "<br>".join(f"`python -m {n}`" if n.startswith("benchmarks.") else f"`{n}`" for n in names)


if __name__ == "__main__":
    (HERE / "PROMISES.md").write_text(table(), encoding="utf-8")

"""What both peers count: outcomes of generated participants with pandas, as it is usually written."""

from pathlib import Path

import pandas as pd

AGES = [0, 24, 29, 49, 54, 120]
AGE_NAMES = ["under 25", "25-29", "30-49", "50-54", "over 54"]
COLUMNS = ["pact_key", "home_code", "entry_date", "sex", "birth_year", "job_date", "employed_6m"]


def load(folder: Path) -> pd.DataFrame:
    """Read the participants of a folder, one row a person, with dates, age group and outcomes worked out once."""
    people = pd.read_parquet(folder / "participants.parquet", columns=COLUMNS)
    people["entry_date"] = pd.to_datetime(people["entry_date"])
    people["job_date"] = pd.to_datetime(people["job_date"])
    people["age"] = pd.cut(people["entry_date"].dt.year - people["birth_year"].astype(int), AGES, labels=AGE_NAMES)
    people["entry_month"] = people["entry_date"].dt.to_period("M").dt.to_timestamp()
    people["found_job"] = people["job_date"].notna()
    people["elapsed"] = people["employed_6m"].notna()
    people["kept_job"] = people["employed_6m"] == "1"
    return people


def chosen(people: pd.DataFrame, district: str | None, pact: str | None) -> pd.DataFrame:
    """Return the rows that the two filters leave; None filters nothing."""
    if district:
        people = people[people["home_code"] == district]
    if pact:
        people = people[people["pact_key"] == pact]
    return people


def funnel(people: pd.DataFrame) -> pd.DataFrame:
    """Return the four steps with their people."""
    counts = [len(people), people["found_job"].sum(), people["elapsed"].sum(), people["kept_job"].sum()]
    return pd.DataFrame({"step": ["participants", "found a job", "six months over", "in work then"], "people": counts})


def months(people: pd.DataFrame) -> pd.DataFrame:
    """Return people so far and jobs so far by month of entry."""
    by_month = people.groupby("entry_month").agg(people=("sex", "size"), jobs=("found_job", "sum"))
    return by_month.cumsum().reset_index()


def top_districts(people: pd.DataFrame) -> pd.DataFrame:
    """Return the twenty districts with most people who found a job."""
    by_district = people.groupby("home_code")["found_job"].sum().rename("jobs")
    return by_district.nlargest(20).reset_index()


def age_by_sex(people: pd.DataFrame) -> pd.DataFrame:
    """Return people by age group and sex."""
    return people.groupby(["age", "sex"], observed=False).size().unstack("sex").reset_index()

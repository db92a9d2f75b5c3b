"""Repayment schedules to the cent: terms go in, instalments come out; pure, and exact."""

from .accrual import day_interest
from .due_days import add_months
from .instalments import Flow, Instalment, Schedule, Totals, schedule
from .options import (
    FirstDue,
    FirstTotal,
    HolidayInterest,
    HolidayShift,
    InterestBasis,
    Last,
    Level,
    Method,
    MoneyRounding,
    MonthEnd,
    OddDays,
    OnRateChange,
    PlanUnit,
    PrepaymentInterest,
    PrepaymentMode,
    Unit,
)
from .prepayment import Prepayment, prepay
from .terms import REMAP, Due, RateChange, Terms

__all__ = [
    "REMAP",
    "Due",
    "FirstDue",
    "FirstTotal",
    "Flow",
    "HolidayInterest",
    "HolidayShift",
    "Instalment",
    "InterestBasis",
    "Last",
    "Level",
    "Method",
    "MoneyRounding",
    "MonthEnd",
    "OddDays",
    "OnRateChange",
    "PlanUnit",
    "Prepayment",
    "PrepaymentInterest",
    "PrepaymentMode",
    "RateChange",
    "Schedule",
    "Terms",
    "Totals",
    "Unit",
    "add_months",
    "day_interest",
    "prepay",
    "schedule",
]

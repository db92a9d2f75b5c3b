"""What only one segment's series says: each class is the `terms` of one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from ...values import Model, Present
from .kinds import (
    FEWER,
    HIGHER,
    LOWER,
    Amount,
    Count,
    Days,
    Months,
    Named,
    People,
    Ratio,
    Times,
    Variants,
    choice,
    members,
    words,
)


class SalaryTerms(Model):
    """Personal credit on salary or assets."""

    unsecured_new_30d_max: Annotated[Count, LOWER]


class FundTerms(SalaryTerms):
    """Personal credit on a housing fund (公积金)."""

    fund_months_min: Annotated[Months, HIGHER]
    fund_base_min: Annotated[Amount, HIGHER]
    fund_withdrawal_3m_max: Annotated[Ratio, LOWER]


def _credit_shape(value: Any) -> str:
    if isinstance(value, dict):
        return "on a fund" if any(name.startswith("fund_") for name in value) else "on salary"
    return "on a fund" if isinstance(value, FundTerms) else "on salary"


PersonalCreditTerms = TypeAliasType(
    "PersonalCreditTerms",
    Annotated[
        Annotated[SalaryTerms, Tag("on salary")] | Annotated[FundTerms, Tag("on a fund")],
        Discriminator(_credit_shape),
    ],
)


class PledgedAsset(Model):
    """How much is lent on an asset, and what is owed over its value to warn and to liquidate."""

    ratio: Annotated[Ratio, LOWER]
    warning_line: Annotated[Ratio, LOWER]
    liquidation_line: Annotated[Ratio, LOWER]


class PersonalAssets(Variants):
    """The kinds of assets that a person may pledge."""

    term_deposit: PledgedAsset | None = None
    large_cd: PledgedAsset | None = None
    wealth_r1: PledgedAsset | None = None
    wealth_r2: PledgedAsset | None = None
    structured: PledgedAsset | None = None


class BusinessAssets(Variants):
    """The kinds of assets that a business may pledge."""

    term_deposit: PledgedAsset | None = None
    large_cd: PledgedAsset | None = None
    bank_acceptance: PledgedAsset | None = None
    receivable: PledgedAsset | None = None


class PledgeTerms(Model):
    """What holds of every pledge: a loan ends before its asset does, or the asset is renewed."""

    remaining_days_min: Annotated[Days, HIGHER]
    maturity: Annotated[Literal["within_asset", "within_asset_or_renewed"], choice("maturity")]


class PersonalPledgeTerms(PledgeTerms):
    """Loans on a person's deposits and wealth products."""

    assets: Annotated[PersonalAssets, members("asset"), FEWER]


class BusinessPledgeTerms(PledgeTerms):
    """Loans on a company's deposits, bills and receivables."""

    assets: Annotated[BusinessAssets, members("asset"), FEWER]


class SurveyTerms(Model):
    """Loans judged by a survey on the spot."""

    surveyors_min: Annotated[People, HIGHER]
    survey_days_max: Annotated[Days, LOWER]


class PersonalQuickTerms(SurveyTerms):
    """Loans to households judged by a field survey."""

    net_assets_min: Annotated[Amount, HIGHER]
    spouse_consent_from: Annotated[Amount, LOWER]
    guarantor_from: Annotated[Amount, LOWER]
    guarantor_uplift_max: Annotated[Ratio, LOWER]


class BusinessQuickTerms(SurveyTerms):
    """Loans to firms judged by a visit and a cross-check of meters and taxes."""

    cross_check_gap_max: Annotated[Ratio, LOWER]
    debt_service_cover_min: Annotated[Times, HIGHER]
    leverage_max: Annotated[Ratio, LOWER]


class PartnerTerms(Model):
    """Loans that a partner brings or shares: who it is, what it does, how much of it."""

    partner: Named
    roles: Annotated[
        dict[Literal["referral", "co_lending", "credit_enhancement", "collection"], Present],
        Field(min_length=1),
        words("partner_role"),
        FEWER,
    ]
    own_funding_ratio: Annotated[Ratio, HIGHER]
    partner_funding_ratio: Annotated[Ratio, LOWER]
    quota: Annotated[Amount, LOWER]
    account_days_min: Annotated[Days, HIGHER]
    orders_12m_min: Annotated[Count, HIGHER]
    refund_rate_max: Annotated[Ratio, LOWER]


class BusinessCreditTerms(Model):
    """Credit to firms on their taxes or their card turnover."""

    tax_classes: Annotated[
        dict[Literal["A", "B", "M"], Present], Field(min_length=1), words("tax_class"), FEWER
    ]
    tax_months_min: Annotated[Months, HIGHER]
    tax_12m_min: Annotated[Amount, HIGHER]
    pos_months_min: Annotated[Months, HIGHER]
    pos_active_days_min: Annotated[Days, HIGHER]
    pos_drop_max: Annotated[Ratio, LOWER]
    debt_to_sales_max: Annotated[Ratio, LOWER]


class SupplyChainTerms(Model):
    """Loans on what a core enterprise owes its suppliers."""

    core_enterprise: Named
    core_total: Annotated[Amount, LOWER]
    relation_months_min: Annotated[Months, HIGHER]
    trades_12m_min: Annotated[Count, HIGHER]
    dispute_rate_max: Annotated[Ratio, LOWER]
    receivable_ratio: Annotated[Ratio, LOWER]
    tail_days: Annotated[Days, LOWER]

"""The formulas of the report, as the code computes them; names of their symbols are in texts/methods.yml.

Written in TeX without words, so that both languages share them; numbers get the decimal mark of the language. Brackets
that carry an exponent are avoided, since not every word processor reads them back.
"""

import re

FORMULAS = {
    "points": (r"P_i = \sum_j p_{ij}, \qquad M_i = \sum_j m_{ij}, \qquad I_i = \frac{100\,P_i}{M_i}",),
    "ranks": (r"r_i = 1 + N\left\{ k : T_k > T_i \right\}",),
    "ranks_dense": (r"r_i = 1 + N\left\{ T_k : T_k > T_i \right\}",),
    "rounding": (r"R_d(x) = \frac{\left\lfloor 10^d x + 0.5 \right\rfloor}{10^d}",),
    "classes": (r"c_i = \min \left\{ c : L_c \le R_d(x_i) \right\}",),
    "limits": (r"\max \left\{ R_d(x_k) : c_k > c \right\} < L_c \le \min \left\{ R_d(x_k) : c_k = c \right\}",),
    "variance_shares": (r"v_j = \frac{\mathrm{Cov}(x_j, T)}{\mathrm{Var}(T)}, \qquad \sum_j v_j = 1",),
    "item_rest": (r"r_j = \mathrm{Cor}(x_j, \quad T - x_j)",),
    "alpha": (r"\alpha = \frac{k}{k-1} \left( 1 - \frac{\sum_j s_j^2}{s_T^2} \right)",),
    "omega": (r"\omega = \frac{A^2}{A^2 + \sum_j \psi_j}, \qquad A = \sum_j \lambda_j",),
    "not_error": (r"\rho = 1 - \frac{1}{n} \sum_i \frac{s_i^2}{s_T^2}",),
    "double": (
        r"s_e = \sqrt{\frac{1}{2n} \sum_i d_i^2}, \qquad \mathrm{ICC} = \frac{B - W}{B + W}",
        r"\kappa = 1 - \frac{\sum_{ab} w_{ab}\, o_{ab}}{\sum_{ab} w_{ab}\, e_{ab}}, \qquad "
        r"w_{ab} = \left| a - b \right| ^2",
    ),
    "parts": (r"\phi_1 = \frac{R_1^2 + R_{12}^2 - R_2^2}{2 R_{12}^2}, \qquad \phi_2 = 1 - \phi_1",),
    "rounds": (
        r"\bar d = \frac{1}{n} \sum_i d_i, \qquad "
        r"g(t) = t + \frac{a t^2}{3} + \frac{a^2 t^3}{27} + \frac{a}{6}",
    ),
    "severity": (r"y_{ijb} = u_i + c_j + \beta_b + e_{ijb}",),
    "method_range": (r"\left[ q_{0.05}(r_i^1, \dots, r_i^D), \quad q_{0.95}(r_i^1, \dots, r_i^D) \right]",),
    "weights_spread": (r"w'_j = w_j f_j \, \frac{\sum_k w_k}{\sum_k w_k f_k}, \qquad 1 - s \le f_j \le 1 + s",),
    "weights_all": (r"w'_j \ge 0, \qquad \sum_j w'_j = \sum_j w_j",),
    "weights_dirichlet": (r"\frac{w'}{W} \sim \mathrm{Dir}\left( \frac{c\,w}{W} \right), \qquad W = \sum_j w_j",),
    "min_max": (r"y_{ij} = 1 + 99 \, \frac{x_{ij} - \min_k x_{kj}}{\max_k x_{kj} - \min_k x_{kj}}",),
    "z_score": (r"y_{ij} = 50 + 5 \, \frac{x_{ij} - \bar x_j}{s_j}",),
    "rank": (
        r"y_{ij} = 1 + N\left\{ k : x_{kj} < x_{ij} \right\} + \frac{N\left\{ k \ne i : x_{kj} = x_{ij} \right\}}{2}",
    ),
    "geometric": (r"\log T_i = \sum_j w_j \log y_{ij}, \qquad \sum_j w_j = 1",),
    "harmonic": (r"\frac{1}{T_i} = \sum_j \frac{w_j}{y_{ij}}, \qquad \sum_j w_j = 1",),
    "survey_share": (r"T_i(w) = 100 \left( (1 - w) \frac{A_i}{M_i^A} + w \frac{S_i}{M_i^S} \right)",),
    "survey_factor": (r"T_i(f) = A_i + f S_i",),
    "standard_error": (r"s_i^2 = \sum_j s_{ij}^2, \qquad s_{ij} = \sigma\, m_{ij}",),
    "noise_range": (
        r"t_{ik} = \frac{T_i - T_k}{\sqrt{s_i^2 + s_k^2}}, \qquad "
        r"1 + N\left\{ k : t_{ki} > q_i \right\} \le r_i \le n - N\left\{ k : t_{ik} > q_i \right\}",
    ),
    "class_probability": (r"\pi_i(c) = \frac{1}{D} N\left\{ b : c_i^b = c \right\}, \qquad T_i^b = T_i + s_i z_i^b",),
    "class_share": (r"\pi_i(c) = \frac{1}{D} N\left\{ b : c_i^b = c \right\}",),
    "pairs": (r"\min_{w \in W} \left( T_i(w) - T_k(w) \right) \ge 0",),
    "influence": (
        r"S_j = \frac{1}{V D} \sum_b f(B_b) \left( f(A_b^j) - f(A_b) \right), \qquad "
        r"S_j^T = \frac{1}{2 V D} \sum_b \left| f(A_b) - f(A_b^j) \right| ^2",
    ),
    "importance": (
        r"\eta_j = \frac{\mathrm{Var}\left( \mathrm{E}(T \mid x_j) \right)}{\mathrm{Var}(T)}, \qquad "
        r"\frac{\eta_j}{\sum_k \eta_k}",
    ),
    "groups": (
        r"d = \bar x_1 - \bar x_0, \qquad "
        r"t = \frac{d}{\sqrt{s_1^2 / n_1 + s_0^2 / n_0}}, \qquad "
        r"p = \frac{1 + N\left\{ b : \left| t_b \right| \ge \left| t \right| \right\}}{1 + B}",
        r"g = \frac{\Gamma(\nu / 2)}{\Gamma((\nu - 1) / 2) \sqrt{\nu / 2}} \; \frac{d}{s}, \qquad "
        r"\nu = n_1 + n_0 - 2",
    ),
    "many_tests": (
        r"p'_k = \max_{l \le k} \left\{ \min \left( 1, \quad (m - l + 1)\, p_l \right) \right\}, \qquad "
        r"p_1 \le p_2 \le \dots \le p_m",
    ),
    "false_discovery": (r"p'_k = \min_{l \ge k} \left\{ \min \left( 1, \quad \frac{m\, p_l}{l} \right) \right\}",),
    "would_find": (r"\Pr \left( \left| t \right| > t_{1 - 0.025 / m} \mid \delta \right) = 0.8",),
    "appraisers": (r"\left( \bar o_1 - \bar o_0 \right) - \left( \bar b_1 - \bar b_0 \right)",),
    "pooled": (
        r"\delta = \frac{\sum_k w_k g_k}{\sum_k w_k}, \qquad "
        r"w_k = \frac{1}{v_k + \tau^2}, \qquad "
        r"\sum_k w_k \left| g_k - \delta \right| ^2 = K - 1",
    ),
    "equal_quality": (r"T_i = a + d\, g_i + b\, z_i + e_i",),
    "differential": (r"\log \frac{\Pr(y_i \le s)}{\Pr(y_i > s)} = \tau_s - \beta\, x_i",),
    "applicability": (r"\rho = \mathrm{Cor}_S(M_i, \quad -r_i)",),
    "thresholds": (r"e = \frac{n_a}{n_a + n_b} - e_0, \qquad h = 1.06\, s\, n^{-1/5}",),
    "class_flips": (r"\sum_i \left( 1 - \pi_i(c_i) \right)",),
    "self_gap": (
        r"K = \frac{\sum_i \left( y_i - a_i \right)}{\sum_i \left( s_i - a_i \right)}, \qquad "
        r"y_i = \beta_0 + \beta_1 \left( s_i - a_i \right) + \beta_2 a_i + e_i",
    ),
    "association": (
        r"\mathrm{artanh}\, r \pm 1.96\, s_z, \qquad "
        r"s_z = \frac{1}{\sqrt{n-3}}, \quad "
        r"\sqrt{\frac{1 + r^2 / 2}{n - 3}}, \quad "
        r"\sqrt{\frac{0.437}{n - 4}}",
    ),
    "corrected": (r"r_c = \frac{r}{\sqrt{\rho_x\, \rho_y}}, \qquad \rho = 1 - \frac{\bar{s^2}}{\mathrm{Var}(x)}",),
    "bounds": (r"\min_{\pi} r_S(\pi) \le r_S \le \max_{\pi} r_S(\pi)",),
    "association_years": (r"r = \mathrm{Cor}\left( x_{it} - \bar x_t, \quad y_{it} - \bar y_t \right)",),
    "equal_weights": (
        r"D_i = \sum_j \left( \frac{1}{k} - w_j \right) q_{ij}, \qquad "
        r"q_{ij} = \frac{100\, p_{ij}}{m_{ij}}",
    ),
    "year_error": (
        r"D_i = T_{i2} - T_{i1}, \qquad "
        r"s(D_i) = \sqrt{s_{i1}^2 + s_{i2}^2}, \qquad "
        r"z_i = \frac{D_i}{s(D_i)}",
    ),
    "year_causes": (
        r"\phi_c = \sum_{S : \, c \notin S} \frac{\left| S \right| ! \; \left( \left| C \right| - \left| S \right| - 1 \right) !}"
        r"{\left| C \right| !} \left( v(S \cup c) - v(S) \right), \qquad "
        r"\sum_c \phi_c = D_i",
    ),
    "regression": (
        r"b = r\, \frac{s_2}{s_1}, \qquad "
        r"(b - 1) \left( \bar T_5 - \bar T \right), \qquad "
        r"(\rho - 1) \left( \bar T_5 - \bar T \right)",
    ),
    "volatility": (r"s_i = \sqrt{\frac{1}{y - 1} \sum_t \left| r_{it} - \bar r_i \right| ^2}",),
    "to_win": (r"m_{ij} - p_{ij}",),
    "awards": (r"v(A \wedge B) = \min \left( v(A), v(B) \right), \qquad v \in \left\{ 0, \tfrac12, 1 \right\}",),
    "flips": (r"\frac{1}{D} N\left\{ b : a_i^b \ne a_i \right\}",),
}  # fmt: skip

# Of one criterion j of a unit: G what does not apply to it, A what is appraised, S the criteria beside it, mu its maximum.
TREATMENTS = {
    "per_cent": r"p_j = 0, \quad m_j = 0 \quad (j \in G)",
    "zero": r"p_j = 0, \quad m_j = \mu_j \quad (j \in G)",
    "full": r"p_j = m_j = \mu_j \quad (j \in G)",
    "rescale_appraised": r"p'_j = p_j \, \frac{\sum_{k \in A} \mu_k}{\sum_{k \in A, k \notin G} \mu_k}"
    r" \quad (j \in A, j \notin G)",
    "rescale_without_survey": r"p'_j = p_j \, \frac{\sum_k \mu_k}{\sum_{k \notin G} \mu_k} \quad (j \notin G)",
    "share_among_siblings": r"p'_j = p_j \, \frac{\sum_{k \in S} \mu_k}{\sum_{k \in S, k \notin G} \mu_k}"
    r" \quad (j \in S, j \notin G)",
}  # fmt: skip
DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
# Braces around lower-case letters alone would look like a place that was not filled in.
BARE = re.compile(r"\{([a-z_]+)\}")


def displayed(formula: str, language: str) -> str:
    """Return a formula that stands on a line of its own, as Markdown, with the decimal mark of the language."""
    return f"$$ {written(formula, language)} $$"


def inline(formula: str, language: str) -> str:
    """Return a formula within a sentence, as Markdown, with the decimal mark of the language."""
    return f"${written(formula, language)}$"


def written(formula: str, language: str) -> str:
    """Return the TeX of a formula with the decimal mark of the language."""
    spaced = BARE.sub(r"{\1 }", formula)
    return DECIMAL.sub("{,}", spaced) if language == "vi" else spaced

# Shares, standard errors and intervals by R survey, for any CSV.
#   Rscript shares.R input.csv output.csv
# Columns: y... (0/1, empty = no answer), and, as far as they are there, w, stratum, cluster, population, group...
# A row per design that the columns allow, y column, group column ("" = everyone) and group.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
has <- function(name) name %in% names(people)
weights <- if (has("w")) ~w else NULL
designs <- list(plain = svydesign(ids = ~1, data = people, weights = rep(1, nrow(people))))
if (has("w")) designs$weights <- svydesign(ids = ~1, weights = ~w, data = people)
if (has("stratum")) designs$strata <- svydesign(ids = ~1, strata = ~stratum, weights = weights, data = people)
if (has("cluster")) designs$clusters <- svydesign(ids = ~cluster, weights = weights, data = people)
if (has("stratum") && has("cluster"))
  designs$both <- svydesign(ids = ~cluster, strata = ~stratum, weights = weights, data = people, nest = TRUE)
if (has("population") && has("stratum") && !has("cluster"))
  designs$finite <- svydesign(ids = ~1, strata = ~stratum, weights = weights, fpc = ~population, data = people)
if (has("population") && has("cluster"))
  designs$finite <- svydesign(ids = ~cluster, weights = weights, fpc = ~population, data = people)
if (has("population") && !has("stratum") && !has("cluster"))
  designs$finite <- svydesign(ids = ~1, weights = weights, fpc = ~population, data = people)

one <- function(name, design, column, by, group) {
  inside <- !is.na(design$variables[[column]])
  if (by != "") inside <- inside & design$variables[[by]] %in% group
  part <- design[inside, ]
  formula <- as.formula(paste0("~", column))
  mean <- svymean(formula, part)
  varies <- coef(mean) > 0 && coef(mean) < 1
  interval <- function(method) if (varies) confint(svyciprop(formula, part, method = method)) else c(NA, NA)
  logit <- interval("logit")
  beta <- interval("beta")
  data.frame(design = name, column = column, group_by = by, group = group, n = nrow(part),
             share = unname(coef(mean)), std_error = unname(SE(mean))[1],
             logit_low = logit[1], logit_high = logit[2], beta_low = beta[1], beta_high = beta[2])
}

out <- NULL
for (name in names(designs)) for (column in grep("^y", names(people), value = TRUE)) {
  out <- rbind(out, one(name, designs[[name]], column, "", "everyone"))
  for (by in grep("^group", names(people), value = TRUE))
    for (group in sort(unique(na.omit(people[[by]]))))
      out <- rbind(out, one(name, designs[[name]], column, by, group))
}
for (column in names(out)[-(1:5)]) out[[column]] <- trimws(formatC(out[[column]], digits = 17, format = "g"))
write.csv(out, files[2], row.names = FALSE, quote = FALSE)

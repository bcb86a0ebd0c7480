# Means, their errors, design effects and intervals by R survey, for any CSV.
#   Rscript means.R input.csv output.csv
# Columns: x... (numbers, empty = none), and, as far as they are there, w, stratum, cluster, population, group...
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
has <- function(name) name %in% names(people)
designs <- list(weights = svydesign(ids = ~1, weights = ~w, data = people))
if (has("stratum")) designs$strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = people)
if (has("cluster")) designs$clusters <- svydesign(ids = ~cluster, weights = ~w, data = people)
if (has("stratum") && !has("cluster"))
  designs$finite <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, fpc = ~population, data = people)
if (has("cluster") && !has("stratum"))
  designs$finite <- svydesign(ids = ~cluster, weights = ~w, fpc = ~population, data = people)

one <- function(name, design, column, by, group) {
  inside <- !is.na(design$variables[[column]])
  if (by != "") inside <- inside & design$variables[[by]] %in% group
  part <- design[inside, ]
  formula <- as.formula(paste0("~", column))
  mean <- svymean(formula, part, deff = "replace")
  interval <- confint(mean, df = degf(part))
  data.frame(design = name, column = column, group_by = by, group = group, n = nrow(part), mean = unname(coef(mean)),
             std_error = unname(SE(mean))[1], design_effect = unname(deff(mean))[1],
             std_dev = sqrt(unname(coef(svyvar(formula, part)))[1]), ci_low = interval[1], ci_high = interval[2])
}

out <- NULL
for (name in names(designs)) for (column in grep("^x", names(people), value = TRUE)) {
  out <- rbind(out, one(name, designs[[name]], column, "", "everyone"))
  for (by in grep("^group", names(people), value = TRUE))
    for (group in sort(unique(na.omit(people[[by]]))))
      if (sum(people[[by]] %in% group & !is.na(people[[column]])) > 1)
        out <- rbind(out, one(name, designs[[name]], column, by, group))
}
for (column in names(out)[-(1:5)]) out[[column]] <- trimws(formatC(out[[column]], digits = 17, format = "g"))
write.csv(out, files[2], row.names = FALSE, quote = FALSE)

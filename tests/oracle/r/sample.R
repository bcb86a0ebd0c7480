# A wave of a sample project by R survey, from coded answers to shares: its own raking, errors and intervals.
#   Rscript sample.R people.csv targets.csv output.csv
# people: y_... (0/1, empty = no answer), group_..., margin_...; targets: column, category, count (none: no weights).
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
targets <- read.csv(files[2], colClasses = c("character", "character", "numeric"))
design <- svydesign(ids = ~1, weights = rep(1, nrow(people)), data = people)
columns <- unique(targets$column)
if (length(columns)) {
  margins <- lapply(columns, function(column) as.formula(paste0("~", column)))
  totals <- lapply(columns, function(column) {
    part <- targets[targets$column == column, ]
    setNames(data.frame(part$category, part$count), c(column, "Freq"))
  })
  raked <- rake(design, margins, totals, control = list(maxit = 5000, epsilon = 1e-14))
  design <- svydesign(ids = ~1, weights = weights(raked), data = people)
}

one <- function(column, by, group) {
  inside <- !is.na(people[[column]])
  if (by != "") inside <- inside & people[[by]] %in% group
  part <- design[inside, ]
  formula <- as.formula(paste0("~", column))
  mean <- svymean(formula, part)
  share <- unname(coef(mean))
  error <- unname(SE(mean))[1]
  w <- weights(part)
  kish <- sum(w)^2 / sum(w^2)
  varies <- share > 0 && share < 1
  implied <- if (varies) share * (1 - share) / error^2 * nrow(people) / (nrow(people) - 1) else kish
  careful <- min(kish, implied)
  # Wilson's interval is the one that prop.test gives without continuity correction
  wilson <- suppressWarnings(prop.test(share * careful, careful, correct = FALSE))$conf.int
  logit <- if (varies) confint(svyciprop(formula, part, method = "logit")) else c(NA, NA)
  beta <- if (varies) confint(svyciprop(formula, part, method = "beta")) else c(NA, NA)
  data.frame(indicator = sub("^y_", "", column), group_by = sub("^group_", "", by), group = group, n = sum(inside),
             n_effective = kish, share = share, std_error = error, default_low = wilson[1], default_high = wilson[2],
             logit_low = logit[1], logit_high = logit[2], beta_low = beta[1], beta_high = beta[2])
}

out <- NULL
for (column in grep("^y_", names(people), value = TRUE)) {
  out <- rbind(out, one(column, "", "everyone"))
  for (by in grep("^group_", names(people), value = TRUE))
    for (group in sort(unique(na.omit(people[[by]]))))
      if (any(people[[by]] %in% group & !is.na(people[[column]]))) out <- rbind(out, one(column, by, group))
}
for (column in names(out)[-(1:3)]) out[[column]] <- trimws(formatC(out[[column]], digits = 17, format = "g"))
write.csv(out, files[3], row.names = FALSE)

# Shares and means after weighting to known totals, with the errors R survey gives them. Rscript calibrate.R people.csv targets.csv cells.csv output.csv
# people: base weight w, stratum, cluster, y (0/1, empty = no answer), x (a number), group, and a column per margin; targets: column, category, count;
# cells: age, gender, Freq. raked: calibrate(calfun = "raking"); cells: postStratify; by rake: rake() of equal base weights, which
# weighs nobody by the base weight when it takes out what margins explain.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "", stringsAsFactors = TRUE)
targets <- read.csv(files[2])
cells <- read.csv(files[3])
columns <- unique(targets$column)
formulas <- lapply(columns, function(column) as.formula(paste0("~", column)))
margins <- lapply(columns, function(column) {
  part <- targets[targets$column == column, ]
  setNames(data.frame(part$category, part$count), c(column, "Freq"))
})
total <- sum(targets$count[targets$column == columns[1]])
model <- as.formula(paste("~", paste(columns, collapse = "+")))
population <- c("(Intercept)" = total, setNames(targets$count, paste0(targets$column, targets$category)))
population <- population[colnames(model.matrix(model, people))]
bases <- list(people = svydesign(ids = ~1, weights = ~w, data = people),
              strata = svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = people),
              clusters = svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = people, nest = TRUE))
designs <- list()
for (name in names(bases)) {
  designs[[paste(name, "raked")]] <- calibrate(bases[[name]], model, population, calfun = "raking", epsilon = 1e-13, maxit = 200)
  designs[[paste(name, "cells")]] <- postStratify(bases[[name]], ~age + gender, cells)
}
designs[["equal by rake"]] <- rake(svydesign(ids = ~1, weights = rep(1, nrow(people)), data = people), formulas, margins,
                                   control = list(maxit = 1000, epsilon = 1e-13))
out <- NULL
for (name in names(designs)) for (column in c("y", "x")) for (group in c("everyone", levels(people$group))) {
  design <- designs[[name]]
  inside <- !is.na(people[[column]]) & (group == "everyone" | people$group %in% group)
  # who is outside counts as 0 times whatever stands there, which must be a number
  design$variables[[column]][is.na(people[[column]])] <- 0
  found <- svymean(as.formula(paste0("~", column)), design[inside, ])
  out <- rbind(out, data.frame(design = name, column = column, group = group, mean = formatC(unname(coef(found)), digits = 17, format = "g"),
                               std_error = formatC(unname(SE(found))[1], digits = 17, format = "g")))
}
write.csv(out, files[4], row.names = FALSE, quote = FALSE)

# Raking on every column but w with R survey, to shares in proportion to 1 + code; the seconds it took. Rscript raking.R people.csv
suppressMessages(library(survey))
people <- read.csv(commandArgs(trailingOnly = TRUE)[1])
columns <- setdiff(names(people), "w")
totals <- lapply(columns, function(column) {
  groups <- unique(people[[column]])
  code <- 1 + as.integer(sub("group ", "", groups))
  setNames(data.frame(groups, code / sum(code) * nrow(people)), c(column, "Freq"))
})
start <- proc.time()[["elapsed"]]
raked <- rake(svydesign(ids = ~1, weights = ~w, data = people), lapply(columns, function(name) as.formula(paste0("~", name))), totals,
              control = list(maxit = 100, epsilon = 1e-9))
cat(proc.time()[["elapsed"]] - start, "\n")

# One indicator by every demographic with R survey; the seconds it took. Rscript shares.R people.csv
suppressMessages(library(survey))
people <- read.csv(commandArgs(trailingOnly = TRUE)[1], na.strings = "", stringsAsFactors = TRUE)
demographics <- grep("^D", names(people), value = TRUE)
start <- proc.time()[["elapsed"]]
design <- svydesign(ids = ~1, weights = ~w, data = people)
confint(svymean(~I0, design, na.rm = TRUE))
for (name in demographics) {
  found <- svyby(~I0, as.formula(paste0("~", name)), design, svymean, na.rm = TRUE, vartype = c("se", "ci"))
  stopifnot(nrow(found) > 1)
}
cat(proc.time()[["elapsed"]] - start, "\n")

# Whether groups differ, by R survey's svychisq (Rao and Scott's second order, as F), for any CSV.
#   Rscript association.R input.csv output.csv
# Columns: y... (0/1, empty = no answer), group..., w, and, as far as they are there, stratum, cluster.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
has <- function(name) name %in% names(people)
designs <- list(plain = svydesign(ids = ~1, weights = rep(1, nrow(people)), data = people),
                weights = svydesign(ids = ~1, weights = ~w, data = people))
if (has("stratum")) designs$strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = people)
if (has("cluster")) designs$clusters <- svydesign(ids = ~cluster, weights = ~w, data = people)
if (has("stratum") && has("cluster"))
  designs$both <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = people, nest = TRUE)
out <- NULL
for (name in names(designs)) for (column in grep("^y", names(people), value = TRUE))
  for (by in grep("^group", names(people), value = TRUE)) {
    found <- svychisq(as.formula(paste0("~", by, "+", column)), designs[[name]], statistic = "F")
    out <- rbind(out, data.frame(design = name, column = column, group_by = by,
                                 statistic = formatC(unname(found$statistic), digits = 17, format = "g"),
                                 p_value = formatC(unname(found$p.value), digits = 17, format = "g")))
  }
write.csv(out, files[2], row.names = FALSE, quote = FALSE)

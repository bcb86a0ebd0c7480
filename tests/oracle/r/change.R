# Change of a share (y) and of a mean (x) between two waves by R survey, for any CSV.
#   Rscript change.R input.csv output.csv
# Columns: wave (1, 2), id (empty = matches nobody), y (0/1, empty = no answer), x (a number), w, stratum, cluster, group. People without an answer
# stay in the design. independent: waves as strata; people: people as clusters over both waves; places: the same clusters in both.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
people$person <- ifelse(is.na(people$id), paste0("row", seq_len(nrow(people))), people$id)
people$part <- interaction(people$wave, people$stratum)
designs <- list(
  independent = svydesign(ids = ~1, strata = ~wave, weights = ~w, data = people),
  people = svydesign(ids = ~person, weights = ~w, data = people),
  independent_strata = svydesign(ids = ~1, strata = ~part, weights = ~w, data = people),
  people_strata = svydesign(ids = ~person, strata = ~stratum, weights = ~w, data = people),
  other_places = svydesign(ids = ~cluster, strata = ~part, weights = ~w, data = people, nest = TRUE),
  places = svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = people, nest = TRUE))
out <- NULL
for (column in c("y", "x")) for (name in names(designs)) for (group in c("everyone", sort(unique(people$group)))) {
  inside <- !is.na(people[[column]]) & (group == "everyone" | people$group %in% group)
  waves <- svyby(as.formula(paste0("~", column)), ~wave, designs[[name]][inside, ], svymean, covmat = TRUE)
  found <- svycontrast(waves, c(-1, 1))
  out <- rbind(out, data.frame(column = column, design = name, group = group, difference = formatC(coef(found), digits = 17, format = "g"),
                               std_error = formatC(as.numeric(SE(found)), digits = 17, format = "g")))
}
write.csv(out, files[2], row.names = FALSE, quote = FALSE)

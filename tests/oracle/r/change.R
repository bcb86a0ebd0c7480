# Change of a share between two waves by R survey, for any CSV.
#   Rscript change.R input.csv output.csv
# Columns: wave (1, 2), id (empty = matches nobody), y (0/1, empty = no answer), w.
# People without an answer stay in the design. independent: waves as strata; people: people as clusters over both waves.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], na.strings = "")
people$person <- ifelse(is.na(people$id), paste0("row", seq_len(nrow(people))), people$id)
designs <- list(independent = svydesign(ids = ~1, strata = ~wave, weights = ~w, data = people),
                people = svydesign(ids = ~person, weights = ~w, data = people))
out <- NULL
for (name in names(designs)) {
  waves <- svyby(~y, ~wave, subset(designs[[name]], !is.na(y)), svymean, covmat = TRUE)
  found <- svycontrast(waves, c(-1, 1))
  out <- rbind(out, data.frame(design = name, difference = formatC(coef(found), digits = 17, format = "g"),
                               std_error = formatC(as.numeric(SE(found)), digits = 17, format = "g")))
}
write.csv(out, files[2], row.names = FALSE, quote = FALSE)

# Raking by R survey. Rscript rake.R people.csv targets.csv output.csv
# people: base weight w and a column per margin; targets: column, category, count.
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1], colClasses = "character")
people$w <- as.numeric(people$w)
targets <- read.csv(files[2], colClasses = c("character", "character", "numeric"))
columns <- unique(targets$column)
margins <- lapply(columns, function(column) as.formula(paste0("~", column)))
totals <- lapply(columns, function(column) {
  part <- targets[targets$column == column, ]
  setNames(data.frame(part$category, part$count), c(column, "Freq"))
})
raked <- rake(svydesign(ids = ~1, weights = ~w, data = people), margins, totals,
              control = list(maxit = 1000, epsilon = 1e-13))
write.csv(data.frame(weight = formatC(weights(raked), digits = 17, format = "g")), files[3],
          row.names = FALSE, quote = FALSE)

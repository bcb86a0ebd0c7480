# Post-stratification by R survey. Rscript poststratify.R people.csv cells.csv output.csv
# people: base weight w, age, gender; cells: age, gender, Freq (people in the population).
suppressMessages(library(survey))
files <- commandArgs(trailingOnly = TRUE)
people <- read.csv(files[1])
cells <- read.csv(files[2])
found <- postStratify(svydesign(ids = ~1, weights = ~w, data = people), ~age + gender, cells)
write.csv(data.frame(weight = formatC(weights(found), digits = 17, format = "g")), files[3], row.names = FALSE, quote = FALSE)

# The samples of Californian schools that R survey brings, cut to what shares.R reads: Rscript api.R FOLDER
suppressMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
data(api)
cut <- function(sample, ...) data.frame(y_target = as.integer(sample$sch.wide == "Yes"),
  y_awards = as.integer(sample$awards == "Yes"), w = sample$pw, ..., group_type = sample$stype,
  group_year_round = sample$yr.rnd)
save <- function(frame, name) write.csv(frame, file.path(folder, name), row.names = FALSE, quote = FALSE, na = "")
save(cut(apisrs, population = apisrs$fpc), "api_srs.csv")
save(cut(apistrat, stratum = apistrat$stype, population = apistrat$fpc), "api_strata.csv")
save(cut(apiclus1, cluster = apiclus1$dnum, population = apiclus1$fpc), "api_clusters.csv")

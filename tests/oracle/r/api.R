# The samples that R survey brings (Californian schools, and NHANES), cut to what shares.R and means.R read: Rscript api.R FOLDER
suppressMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
data(api)
cut <- function(sample, ...) data.frame(y_target = as.integer(sample$sch.wide == "Yes"),
  y_awards = as.integer(sample$awards == "Yes"), x_score = sample$api00, x_meals = sample$meals, x_class = sample$acs.k3,
  w = sample$pw, ..., group_type = sample$stype, group_year_round = sample$yr.rnd)
save <- function(frame, name) write.csv(frame, file.path(folder, name), row.names = FALSE, quote = FALSE, na = "")
save(cut(apisrs, population = apisrs$fpc), "api_srs.csv")
save(cut(apistrat, stratum = apistrat$stype, population = apistrat$fpc), "api_strata.csv")
save(cut(apiclus1, cluster = apiclus1$dnum, population = apiclus1$fpc), "api_clusters.csv")
data(nhanes)
age <- c("(0,19]" = "0-19", "(19,39]" = "20-39", "(39,59]" = "40-59", "(59,Inf]" = "60+")
save(data.frame(y_high_cholesterol = nhanes$HI_CHOL, w = nhanes$WTMEC2YR, stratum = nhanes$SDMVSTRA,
  cluster = nhanes$SDMVPSU, group_race = paste("race", nhanes$race), group_age = age[as.character(nhanes$agecat)]), "nhanes.csv")

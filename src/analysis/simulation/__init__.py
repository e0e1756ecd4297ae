"""A synthetic province with known answers (dữ liệu mô phỏng): units, quality, forms, appraisal, survey, and the truth beside."""

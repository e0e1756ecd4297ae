"""Evaluation of the scoring of administrative reform, room by room.

read -> clean -> score -> audit (reliability, sensitivity, fairness, association) -> compare -> report

| room        | module                                      | leaves                                               |
|-------------|---------------------------------------------|------------------------------------------------------|
| read        | read                                        | received, submitted                                  |
| clean       | clean, corrections                          | assessed, issues, corrections_applied                |
| score       | score, reproduction                         | points, scores, reproduction, class_limits           |
| reliability | audit.reliability                           | criterion_quality, reliability                       |
| sensitivity | sensitivity (package), audit.survey_share   | rank_intervals, rank_probability, influence          |
| fairness    | audit.fairness, audit.applicability         | group_differences, applicability                     |
| association | audit.association                           | association, divergent_units                         |
| compare     | compare                                     | shifts, shift_sources, shift_summary                 |
| report      | report                                      | the report, exhibits                                 |

A room reads `data/` and the tables of earlier rooms, never a later room and never a notebook.
"""

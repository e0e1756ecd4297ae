"""Evaluation of the scoring of administrative reform, room by room.

read -> clean -> score -> audit (reliability, sensitivity, fairness, association) -> compare -> report

| room        | module                                      | leaves                                               |
|-------------|---------------------------------------------|------------------------------------------------------|
| read        | read                                        | received, submitted                                  |
| clean       | clean, corrections                          | assessed, issues, corrections_applied                |
| score       | score, reproduction                         | points, scores, reproduction, class_limits           |
| reliability | reliability (package)                       | criterion_quality, reliability                       |
| sensitivity | sensitivity (package)                        | rank_intervals, rank_probability, influence          |
| fairness    | fairness (package)                           | group_differences, applicability                     |
| association | association (package)                        | association, divergent_units                         |
| compare     | compare                                     | shifts, shift_sources, shift_summary                 |
| report      | report                                      | the report, exhibits                                 |

A room reads `data/` and the tables of earlier rooms, never a later room and never a notebook.
"""

"""Documents that leave an office, in the layout of Decree 30/2020/NĐ-CP."""

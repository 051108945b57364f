"""The database room: tables, unit of work, repositories, migrations, keys, backup, audit."""

"""Files and streams that hold many documents: read one by one, cleaned, written one by one."""

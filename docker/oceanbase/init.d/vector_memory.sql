-- Memory for vector indexes, in percent of the tenant's.
ALTER SYSTEM SET ob_vector_memory_limit_percentage = 30;

/** The digest of an error page that is there because our database is not. */
export const DATABASE_DOWN = 'database_down'

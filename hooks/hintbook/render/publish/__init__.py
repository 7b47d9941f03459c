"""What publishing needs: policy, hashed names, redirects, permalinks, host files, offline copy."""

"""What is paid: pay sheets from final results, corrections, one-off amounts, and what a year costs."""
